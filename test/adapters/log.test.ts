import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redact } from '../../src/adapters/log.ts';

// Put together at run time, so that no scanner takes the test itself for a leak.
const SECRETS: readonly (readonly [string, string])[] = [
  ['an installation token of old', `ghs_${'a1'.repeat(18)}`],
  ['an installation token of today', `ghs_12345_${'eyJhbGciOi'}.${'eyJpc3M'}.${'c2ln'}`],
  ['a personal token', `ghp_${'Zz9'.repeat(12)}`],
  ['a fine-grained token', `github_pat_${'11AAA_bbb'.repeat(5)}`],
  ['a Slack token', `xoxb-${'123-456-abc'}`],
  ['a JSON web token', `${'eyJhbGciOiJ'}.${'eyJpc3MiOiI'}.${'c2lnbmF0dXJl'}`],
  [
    'a private key',
    `-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIE\n-----END RSA ${'PRIVATE KEY'}-----`,
  ],
  ['a private key that was cut off', `-----BEGIN ${'PRIVATE KEY'}-----\nMIIE`],
];

for (const [title, secret] of SECRETS)
  test(`${title} does not reach the log`, () => {
    const line = redact(`before ${secret} after`);
    assert.ok(!line.includes(secret.slice(-6)), line);
    assert.match(line, /^before \[secret\]/);
  });

test('a password in an address does not reach the log', () => {
  assert.equal(redact('postgres://user:pass@host/db'), 'postgres://[secret]@host/db');
});

test('other words are left alone', () => {
  assert.equal(
    redact('sha256:abc https://github.com/a/b rc1'),
    'sha256:abc https://github.com/a/b rc1',
  );
});
