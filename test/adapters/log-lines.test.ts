import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../stage/run.ts';

const LOG = new URL('../../src/adapters/log.ts', import.meta.url).href;

/** Runs a program that writes to the log. @returns the lines. */
async function logged(program: string): Promise<readonly Record<string, unknown>[]> {
  const source = `import { jsonLog } from '${LOG}'; const log = jsonLog('debug', ['correct horse']); ${program}`;
  const text = await run(process.execPath, ['--input-type=module', '--eval', source]);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const TOKEN = `ghs_${'a1B2'.repeat(9)}`;

/** Twenty secrets, each with a piece of it that must be found nowhere. */
const SECRETS: Readonly<Record<string, string>> = {
  old: TOKEN,
  today: `ghs_77_${'eyJhbGci'}.${'eyJpc3Mi'}.${'sigToday'}`,
  personal: `ghp_${'Personal'.repeat(5)}`,
  user: `ghu_${'UserToServer'.repeat(3)}`,
  refresh: `ghr_${'Refreshing'.repeat(4)}`,
  oauth: `gho_${'OAuthOAuth'.repeat(4)}`,
  fine: `github_pat_${'FineGrained'.repeat(4)}`,
  oldest: `v1.${'0a1b2c3d'.repeat(5)}`,
  slack: `xoxb-${'1234-5678-SlackBot'}`,
  slackApp: `xapp-${'1-A0-SlackApp'}`,
  slackHook: `https://hooks.slack.com/services/${'T00/B00/SlackHook'}`,
  jwt: `${'eyJhbGciOiJ'}.${'eyJpc3MiOiI'}.${'JsonWebToken'}`,
  pem: `-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIEPemPemPem\n-----END RSA ${'PRIVATE KEY'}-----`,
  pemCut: `-----BEGIN ${'PRIVATE KEY'}-----\nMIIECutCutCut`,
  pgp: `-----BEGIN PGP ${'PRIVATE KEY'} BLOCK-----\nxVgEPgpPgp\n-----END PGP ${'PRIVATE KEY'} BLOCK-----`,
  address: 'postgres://ringmaster:InTheAddress@db/ringmaster',
  bearer: 'Authorization: Bearer InTheHeader0123',
  query: 'https://example.org/?access_token=InTheQuery',
  npm: `npm_${'OfTheRegistry'.repeat(3)}`,
  own: 'correct horse',
};

const PIECES = [
  ...['a1B2a1B2', 'sigToday', 'PersonalP', 'UserToServer', 'Refreshing', 'OAuthOAuth'],
  ...['FineGrained', '0a1b2c3d0a', 'SlackBot', 'SlackApp', 'SlackHook', 'JsonWebToken'],
  ...['PemPem', 'CutCut', 'PgpPgp', 'InTheAddress', 'InTheHeader', 'InTheQuery'],
  ...['OfTheRegistry', 'correct horse'],
];

/** Twenty places, with `s` for the secret. */
const PLACES = [
  "log.info('the words say ' + s)",
  'log.warn(s)',
  "log.error('x', { error: s })",
  "log.error('x', { error: 'refused: ' + s + ' is not known' })",
  "log.error('x', { error: new Error(s).message })",
  "log.error('x', { error: new Error(s) })",
  "log.error('x', { error: new Error('outer', { cause: new Error(s) }) })",
  "log.error('x', { error: String(new Error('outer', { cause: s })) })",
  "log.error('x', { error: new AggregateError([new Error(s)], s).message })",
  "log.error('x', { error: new Error(s).stack })",
  "log.error('x', { error: Object.assign(new Error('x'), { request: { headers: { authorization: s } } }) })",
  "log.error('x', { headers: { authorization: s } })",
  "log.error('x', { error: JSON.stringify({ headers: { authorization: 'token ' + s } }) })",
  "log.error('x', { response: { data: { token: s } } })",
  "log.error('x', { token: s })",
  "log.error('x', { [s]: 1 })",
  "log.error('x', { id: s, delivery: s, tags: [s, s] })",
  "log.error('x', { path: '/webhooks/github?secret=' + s })",
  "log.error('x', { error: 'x'.repeat(1_990) + ' ' + s })",
  "log.error('x', { what: new Map([[s, s]]), step: Buffer.from(s), target: () => s })",
];

test('twenty secrets in twenty places: none is logged', async () => {
  assert.deepEqual([Object.keys(SECRETS).length, PIECES.length, PLACES.length], [20, 20, 20]);
  const lines = await logged(`
    for (const s of ${JSON.stringify(Object.values(SECRETS))}) {
      ${PLACES.join(';\n')};
    }`);
  assert.equal(lines.length, 400);
  const text = JSON.stringify(lines);
  assert.deepEqual(
    PIECES.filter((piece) => text.includes(piece)),
    [],
  );
  assert.match(text, /\[secret\]/);
});

test('a secret is not logged, wherever in a line it stands', async () => {
  const places = `
    const secret = ${JSON.stringify(TOKEN)};
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
  assert.ok(!text.includes(TOKEN.slice(4)), text);
  assert.match(text, /\[secret\]/);
});

test('an object brings nothing along: only plain values are written', async () => {
  const [line] = await logged(
    "log.info('x', { id: 7, port: 8, step: 'app', error: { a: 1 }, tags: [1], what: null });",
  );
  assert.deepEqual(Object.keys(line ?? {}).toSorted(), [
    'id',
    'level',
    'msg',
    'omitted',
    'port',
    'step',
    'time',
  ]);
});

test('what nobody has thought of is left out, and counted', async () => {
  const [line] = await logged("log.info('x', { delivery: 'a-1', body: 'private', url: 'x' });");
  assert.equal(line?.delivery, 'a-1');
  assert.equal(line?.omitted, 2);
  assert.ok(!JSON.stringify(line).includes('private'));
});

test('a word that is none is left out, and a long text is cut', async () => {
  const [line] = await logged("log.info('x', { id: 'not a word', error: 'y'.repeat(5_000) });");
  assert.equal(line?.id, undefined);
  assert.equal(line?.omitted, 1);
  assert.equal(String(line?.error).length, 2_001);
});
