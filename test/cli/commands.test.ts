import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { understand } from '../../src/cli/commands/understand.ts';
import { loadPlugins } from '../../src/plugin/load.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const { commands } = await loadPlugins();

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringmaster-commands-'));
});
after(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command with this standard input. */
function run(args: readonly string[], input: string | Buffer = ''): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const child = spawn(process.execPath, [CLI, 'commands', ...args]);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.on('error', reject);
  child.on('close', (code) => resolve({ code, out, err }));
  // It may end before it has read everything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return promise;
}

/** What is said of each line of a comment on a tracking issue, shortened. */
async function told(body: string, isOnIssue = true): Promise<readonly string[]> {
  const lines = await understand(body, { commands, isOnIssue });
  return lines.map((each) =>
    each.understood
      ? `${each.line} ${each.said} = ${each.command}`
      : `${each.line} ${each.said}: ${each.because}${each.nearest === undefined ? '' : ` (${each.nearest})`}`,
  );
}

test('a comment on standard input is told of line by line, as JSON', async () => {
  for (const args of [['-'], []]) {
    const { code, out, err } = await run(args, '/lgtm\n> /hold\n');
    assert.deepEqual({ code, err }, { code: 0, err: '' });
    const [lgtm, hold, ...more]: unknown[] = JSON.parse(out);
    assert.deepEqual(more, []);
    assert.deepEqual(lgtm, {
      ...{ line: 1, said: '/lgtm', understood: true, command: 'lgtm', words: [], parts: {} },
      ...{ note: '', who: 'anyone', where: 'tracking issue' },
      usage: commands.get('lgtm')?.usage,
    });
    assert.deepEqual(hold, {
      ...{ line: 2, said: '/hold', understood: false },
      ...{ because: 'it stands in a quote', place: 'quote' },
    });
  }
});

test('a file is read, and told of in words with --text', async () => {
  const path = join(folder, 'comment.md');
  await writeFile(path, 'Fine.\r\n\r\n/approve images  ran it\r\n/rc —from main\r\n');
  const { code, out } = await run(['--text', path]);
  assert.equal(code, 0);
  assert.match(
    out,
    /^line 3: \/approve is understood, a word of \/lgtm\n {4}note: images {2}ran it\n/,
  );
  assert.match(out, /\nline 4: \/rc is understood\n {4}note: --from main\n {4}from: main\n/);
});

test('a comment without anything like a command is told of, too', async () => {
  assert.equal((await run(['--text'], 'Thanks')).out, 'nothing here looks like a command\n');
  assert.equal((await run([], 'Thanks')).out, '[]\n');
});

test('each place says why nothing is heard there', async () => {
  const body = [
    ...[
      '```',
      '/lgtm',
      '```',
      '<!-- /lgtm -->',
      '',
      '- /lgtm',
      '',
      '# /lgtm',
      '',
      '[/lgtm',
      '/rc',
      '](u)',
    ],
    ...[
      '',
      '|a|',
      '|-|',
      '/lgtm',
      '',
      'a',
      '    /lgtm',
      '\\/lgtm',
      '／lgtm',
      '/lgtm, fine',
      '**/lgtm**',
    ],
  ];
  assert.deepEqual(await told(body.join('\n')), [
    '2 /lgtm: it stands in code',
    '4 /lgtm: it stands in an HTML comment',
    '6 /lgtm: it stands in a list',
    '8 /lgtm: it is a heading',
    '10 /lgtm: something stands before it in its line',
    '11 /rc: it stands in a link, or between square brackets',
    '16 /lgtm: it stands in a table',
    '19 /lgtm: more than three blanks stand before it',
    '20 /lgtm: something stands before it in its line',
    '21 /lgtm: its slash is another character that looks like one',
    '22 /lgtm: neither a blank nor the end of the line follows the word',
    '23 /lgtm: something stands before it in its line',
  ]);
});

test('a word close to a known one is told of, and what stands behind it is not read', async () => {
  assert.deepEqual(await told('/lgtm\n/aprove\n/retry'), [
    '1 /lgtm = lgtm',
    '2 /aprove: there is no such command; the answer asks which one was meant (/approve)',
    '3 /retry: nothing is read behind line 2, which is not understood',
  ]);
});

test('words of other bots are passed over, and paths are no commands', async () => {
  assert.deepEqual(await told('/assign alice\n/etc/hosts\n/status'), [
    '1 /assign: there is no such command; another bot may know it',
    '3 /status = status',
  ]);
});

test('outside of tracking issues only what is heard anywhere is understood', async () => {
  assert.deepEqual(await told('/lgtm\n/release new v1.2.0', false), [
    '1 /lgtm: it is heard on tracking issues only',
    '2 /release = release',
  ]);
});

test('no more commands are understood than the engine hears', async () => {
  const lines = await told('/status\n'.repeat(12));
  assert.equal(lines.filter((line) => line.endsWith('= status')).length, 10);
  assert.equal(lines[10], '11 /status: a comment has more commands than are read');
});

test('what is no comment is refused', async () => {
  const long = await run(['-'], 'a'.repeat(65_537));
  assert.equal(long.code, 1);
  assert.match(long.err, /^ringmaster: the comment has more than 65536 characters\n/);
  const bytes = await run(['-'], Buffer.from([0x2f, 0xff]));
  assert.equal(bytes.code, 1);
  assert.match(bytes.err, /^ringmaster: the comment is no UTF-8 text\n/);
  const missing = await run([join(folder, 'none.md')]);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /^ringmaster: ENOENT/);
});

test('wrong usage is told with status 2', async () => {
  assert.equal((await run(['a.md', 'b.md'])).code, 2);
  assert.equal((await run(['--what'])).code, 2);
  assert.match((await run(['--help'])).out, /--elsewhere {2}as outside of tracking issues/);
});
