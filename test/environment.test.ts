import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { RingmasterError } from '../src/domain/errors.ts';
import { readEnvironment, secretsOf } from '../src/environment.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = String(privateKey.export({ type: 'pkcs1', format: 'pem' }));
const GOOD = { APP_ID: '12', PRIVATE_KEY: PEM, WEBHOOK_SECRET: 'sixteen letters at least' };

test('what is needed is enough, the rest has defaults', () => {
  const environment = readEnvironment(GOOD);
  assert.equal(environment.APP_ID, 12);
  assert.equal(environment.GITHUB_API_URL, 'https://api.github.com');
  assert.equal(environment.RINGMASTER_SWEEP, 600_000);
  assert.equal(environment.RINGMASTER_DELIVERIES, 300_000);
  assert.equal(environment.RINGMASTER_GRACE, 25_000);
  assert.equal(environment.RINGMASTER_SETTLE, 120_000);
  assert.equal(environment.RINGMASTER_METRICS_PORT, undefined);
  assert.equal(environment.RINGMASTER_METRICS_HOST, '127.0.0.1');
  assert.equal(environment.PORT, 3000);
  assert.equal(environment.DATABASE_URL, undefined);
});

test('a key may be given as PEM, with \\n written out, as base64, or as the path of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringmaster-key-'));
  const path = join(folder, 'app.pem');
  writeFileSync(path, PEM);
  for (const written of [
    PEM,
    PEM.replaceAll('\n', '\\n'),
    Buffer.from(PEM).toString('base64'),
    path,
  ])
    assert.equal(readEnvironment({ ...GOOD, PRIVATE_KEY: written }).PRIVATE_KEY, PEM);
  rmSync(folder, { recursive: true });
});

test('two secrets are parted by a comma', () => {
  const secrets = ['sixteen letters at least', 'another sixteen letters'];
  assert.deepEqual(
    readEnvironment({ ...GOOD, WEBHOOK_SECRET: secrets.join(', ') }).WEBHOOK_SECRET,
    secrets,
  );
});

const WRONG: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ['a missing App id', { APP_ID: '' }, /APP_ID/],
  ['a client id in place of the App id', { APP_ID: 'Iv23abc' }, /APP_ID/],
  ["Probot's default secret", { WEBHOOK_SECRET: 'development' }, /WEBHOOK_SECRET/],
  ['a short second secret', { WEBHOOK_SECRET: 'sixteen letters at least,short' }, /WEBHOOK_SECRET/],
  ['a fingerprint in place of a key', { PRIVATE_KEY: 'SHA256:abcdef' }, /no private key/],
  ['a time without a unit', { RINGMASTER_SWEEP: '10' }, /RINGMASTER_SWEEP: a time such as/],
  ['a port beyond all ports', { PORT: '70000' }, /PORT/],
  ['an address that is none', { GITHUB_API_URL: 'github' }, /GITHUB_API_URL/],
];

for (const [title, change, reason] of WRONG)
  test(`${title} is refused, by name`, () => {
    assert.throws(
      () => readEnvironment({ ...GOOD, ...change }),
      (error: unknown) =>
        error instanceof RingmasterError &&
        error.code === 'settings-invalid' &&
        reason.test(error.message),
    );
  });

test('every mistake is named at once', () => {
  assert.throws(() => readEnvironment({}), /APP_ID[\s\S]*PRIVATE_KEY[\s\S]*WEBHOOK_SECRET/);
});

test('no secret stands in a complaint', () => {
  try {
    readEnvironment({ ...GOOD, APP_ID: 'x' });
    assert.fail('it should have been refused');
  } catch (error) {
    assert.ok(error instanceof RingmasterError);
    assert.ok(!error.message.includes('sixteen') && !error.message.includes('PRIVATE KEY'));
  }
});

test('what is secret is known: the key line by line, and the password of the database as it is meant', () => {
  const secrets = secretsOf(
    readEnvironment({
      ...GOOD,
      WEBHOOK_SECRET: 'sixteen letters at least, another sixteen letters',
      SLACK_TOKEN: 'of the chat',
      RINGMASTER_MACHINE_TOKEN: 'of the machine',
      DATABASE_URL: 'postgres://ringmaster:pass%2Fword@db/ringmaster',
    }),
  );
  const lines = PEM.trim().split('\n').slice(1, -1);
  const others = ['sixteen letters at least', 'another sixteen letters', 'of the machine'];
  for (const secret of [...lines, ...others, 'of the chat', 'pass%2Fword', 'pass/word'])
    assert.ok(secrets.includes(secret), secret);
  assert.ok(!secrets.some((secret) => secret.includes('-----') || secret.length < 6));
});

test('without passwords there are fewer secrets, and no empty one', () => {
  const environment = readEnvironment({ ...GOOD, DATABASE_URL: 'postgres://db/ringmaster' });
  assert.ok(secretsOf(environment).every((secret) => secret.length >= 6));
});
