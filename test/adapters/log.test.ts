import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LOGGED, redact } from '../../src/adapters/log.ts';

// Put together at run time, so that no scanner takes the test itself for a leak.
const SECRETS: readonly (readonly [string, string])[] = [
  ['an installation token of old', `ghs_${'a1'.repeat(18)}`],
  ['an installation token of today', `ghs_12345_${'eyJhbGciOi'}.${'eyJpc3M'}.${'c2ln'}`],
  ['a personal token', `ghp_${'Zz9'.repeat(12)}`],
  ['a fine-grained token', `github_pat_${'11AAA_bbb'.repeat(5)}`],
  ['the oldest kind of an installation token', `v1.${'0a1b2c3d'.repeat(5)}`],
  ['a Slack token', `xoxb-${'123-456-abc'}`],
  ['a Slack token of an app', `xapp-${'1-A0-123-abc'}`],
  ['a token of npm', `npm_${'aB3'.repeat(12)}`],
  ['a JSON web token', `${'eyJhbGciOiJ'}.${'eyJpc3MiOiI'}.${'c2lnbmF0dXJl'}`],
  [
    'a private key',
    `-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIE\n-----END RSA ${'PRIVATE KEY'}-----`,
  ],
  ['a private key that was cut off', `-----BEGIN ${'PRIVATE KEY'}-----\nMIIE`],
  [
    'a private key on one line',
    `-----BEGIN ${'PRIVATE KEY'}-----\\nMIIE\\n-----END ${'PRIVATE KEY'}-----`,
  ],
  [
    'an OpenPGP key',
    `-----BEGIN PGP ${'PRIVATE KEY'} BLOCK-----\nxVgE\n-----END PGP ${'PRIVATE KEY'} BLOCK-----`,
  ],
];

for (const [title, secret] of SECRETS)
  test(`${title} does not reach the log`, () => {
    const line = redact(`before ${secret} after`);
    assert.ok(!line.includes(secret.slice(-6)), line);
    assert.match(line, /^before \[secret\]/);
  });

const KEPT: readonly (readonly [string, string, string])[] = [
  ['a password in an address', 'postgres://user:pass@host/db', 'postgres://[secret]@host/db'],
  ['a user who is a token', 'https://abcdef@host/x', 'https://[secret]@host/x'],
  ['a header', 'authorization: token abcdef', 'authorization: [secret]'],
  [
    'a header as JSON',
    '{"Authorization":"Basic YWJj","a":1}',
    '{"Authorization":"[secret]","a":1}',
  ],
  ['a bearer', 'with Bearer abc.def~ghi it', 'with Bearer [secret] it'],
  ['a query', '/x?access_token=abcdef&page=2', '/x?access_token=[secret]&page=2'],
  ['a connection string', "host=db password='abcdef' port=1", "host=db password='[secret]' port=1"],
  ['a field', '{"client_secret": "abcdef"}', '{"client_secret": "[secret]"}'],
  [
    'a web hook of Slack',
    'https://hooks.slack.com/services/T0/B0/x',
    'https://hooks.slack.com/services/[secret]',
  ],
];

for (const [title, text, expected] of KEPT)
  test(`${title} does not reach the log, but what stands around it does`, () => {
    assert.equal(redact(text), expected);
  });

test('what the operator keeps secret does not reach the log, whatever it looks like', () => {
  assert.equal(redact('it said correct horse!', ['correct horse']), 'it said [secret]!');
});

for (const text of [
  'sha256:abc https://github.com/a/b rc1',
  'password authentication failed for user "ringmaster"',
  'the token expired because of its age',
  'v1.2.0 of alice@example.org',
])
  test(`other words are left alone: ${text}`, () => {
    assert.equal(redact(text), text);
  });

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const CALL = /\blog\.(?:info|warn|error)\(\s*(?:'[^']*'|`[^`]*`),\s*\{([^}]*)\}/g;
const PREPARED = /\bconst about = \{([^}]*)\}(?=;\s[^;]*\blog\.\w+\([^)]*\babout\))/g;

test('every field that is handed to the log may stand there', async () => {
  const files = (await readdir(SRC, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => readFile(join(SRC, file), 'utf8')));
  const calls = [CALL, PREPARED].flatMap((pattern) =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map(([, fields = '']) => fields)),
  );
  const fields = calls.flatMap((text) => text.match(/(?<=^|,)\s*\w+/g) ?? []);
  assert.ok(fields.length > 15, 'the calls were found');
  const unknown = fields.map((field) => field.trim()).filter((field) => !LOGGED.has(field));
  assert.deepEqual(unknown, []);
});
