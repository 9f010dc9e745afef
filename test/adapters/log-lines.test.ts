import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../stage/run.ts';

const LOG = new URL('../../src/adapters/log.ts', import.meta.url).href;

/** Runs a program that writes to the log. @returns the lines. */
async function logged(program: string): Promise<readonly Record<string, unknown>[]> {
  const source = `import { jsonLog } from '${LOG}'; const log = jsonLog('debug'); ${program}`;
  const text = await run(process.execPath, ['--input-type=module', '--eval', source]);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const SECRET = `ghs_${'a1B2'.repeat(9)}`;

test('a secret is not logged, wherever in a line it stands', async () => {
  const places = `
    const secret = ${JSON.stringify(SECRET)};
    const error = Object.assign(new Error('refused ' + secret), {
      request: { headers: { authorization: 'token ' + secret } },
      response: { headers: { 'x-token': secret }, data: { token: secret } },
      cause: new Error(secret),
    });
    for (const level of ['info', 'warn', 'error']) {
      log[level]('with ' + secret + ' in the words');
      log[level]('as a value', { error: error.message, token: secret });
      log[level]('inside of an object', { error, headers: { authorization: secret } });
      log[level]('inside of a list', { all: [secret], map: new Map([[secret, secret]]) });
      log[level]('in an address', { url: 'https://x:' + secret + '@host/?token=' + secret });
    }`;
  const lines = await logged(places);
  assert.equal(lines.length, 15);
  const text = JSON.stringify(lines);
  assert.ok(!text.includes(SECRET.slice(4)), text);
  assert.match(text, /\[secret\]/);
});

test('an object brings nothing along: only plain values are written', async () => {
  const [line] = await logged(
    "log.info('x', { id: 7, isNew: true, name: 'app', whole: { a: 1 }, many: [1], nothing: null });",
  );
  assert.deepEqual(Object.keys(line ?? {}).toSorted(), [
    'id',
    'isNew',
    'level',
    'msg',
    'name',
    'time',
  ]);
});
