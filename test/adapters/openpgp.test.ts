import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createMessage, generateKey, readPrivateKey, revokeKey, sign } from 'openpgp';
import { openpgpSignatures } from '../../src/adapters/openpgp.ts';
import type { SignatureFinding } from '../../src/plugin/signatures.ts';
import { isInstalled, run } from '../stage/run.ts';
import { ALICE, BOB } from '../support/release.ts';

const DAY = 86_400_000;
const PAYLOAD =
  'object 3f9c\ntype commit\ntag v1\ntagger alice <a@example.org> 1 +0000\n\nChanges ünïcode\r\n- one (#1)\n';

interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

async function keyPair(options: { expires?: number; born?: Date } = {}): Promise<KeyPair> {
  return generateKey({
    userIDs: [{ name: 'somebody', email: 'somebody@example.org' }],
    format: 'armored',
    ...(options.expires === undefined ? {} : { keyExpirationTime: options.expires }),
    ...(options.born === undefined ? {} : { date: options.born }),
  });
}

async function signed(
  { privateKey }: KeyPair,
  payload = PAYLOAD,
  date = new Date(),
): Promise<string> {
  const signingKeys = await readPrivateKey({ armoredKey: privateKey });
  const message = await createMessage({ binary: Buffer.from(payload) });
  const signature = await sign({ message, signingKeys, detached: true, date });
  return String(signature);
}

function check(
  signature: string,
  keys: readonly string[],
  { payload = PAYLOAD, at = new Date() } = {},
): Promise<SignatureFinding> {
  const holders = [
    { person: ALICE, openpgp: [] },
    { person: BOB, openpgp: keys },
  ];
  return openpgpSignatures(() => at).verify({ payload, signature }, holders);
}

describe('an OpenPGP signature', () => {
  test('by a key of one of ours is good, and names who and which', async () => {
    const key = await keyPair();
    const finding = await check(await signed(key), [key.publicKey]);
    assert.equal(finding.state, 'good');
    assert.ok('by' in finding && finding.by.login === 'bob');
    assert.ok('key' in finding && /^[0-9A-F]{40}$/.test(finding.key));
  });

  test('is found among other keys, one of which cannot be read', async () => {
    const key = await keyPair();
    const finding = await check(await signed(key), [
      'no key at all',
      (await keyPair()).publicKey,
      key.publicKey,
    ]);
    assert.equal(finding.state, 'good');
  });

  test('by a key that nobody has is foreign', async () => {
    const finding = await check(await signed(await keyPair()), [(await keyPair()).publicKey]);
    assert.equal(finding.state, 'foreign');
  });

  test('over another text is bad', async () => {
    const key = await keyPair();
    const finding = await check(await signed(key), [key.publicKey], {
      payload: PAYLOAD.replace('#1', '#2'),
    });
    assert.equal(finding.state, 'bad');
  });

  test('by a revoked key does not count', async () => {
    const key = await keyPair();
    const signature = await signed(key);
    const { publicKey } = await revokeKey({
      key: await readPrivateKey({ armoredKey: key.privateKey }),
      format: 'armored',
    });
    assert.equal((await check(signature, [publicKey])).state, 'unfit');
  });

  test('by a key that has expired since does not count', async () => {
    const key = await keyPair({ expires: 3600, born: new Date(Date.now() - DAY) });
    const signature = await signed(key, PAYLOAD, new Date(Date.now() - DAY + 60_000));
    const finding = await check(signature, [key.publicKey]);
    assert.equal(finding.state, 'unfit');
    assert.ok('reason' in finding && /expired/.test(finding.reason));
  });

  for (const [title, text] of [
    ['of SSH', '-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----'],
    ['that is garbled', '-----BEGIN PGP SIGNATURE-----\n\nnonsense\n-----END PGP SIGNATURE-----'],
    ['that is empty', ''],
  ] as const)
    test(`${title} is unsupported, never good`, async () => {
      assert.equal((await check(text, [])).state, 'unsupported');
    });

  test('in the same armor as a second one is refused: it would not be clear which counts', async () => {
    const [one, two] = [await keyPair(), await keyPair()];
    const message = await createMessage({ binary: Buffer.from(PAYLOAD) });
    const signingKeys = [
      await readPrivateKey({ armoredKey: one.privateKey }),
      await readPrivateKey({ armoredKey: two.privateKey }),
    ];
    const both = String(await sign({ message, signingKeys, detached: true }));
    assert.equal((await check(both, [one.publicKey])).state, 'unsupported');
  });
});

describe('gpg and we agree', {
  skip: (await isInstalled('gpg')) ? false : 'gpg is not installed',
}, () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'ringmaster-gpg-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  for (const algorithm of ['ed25519', 'rsa3072', 'nistp256'])
    test(`about a signature that gpg made with ${algorithm}`, async () => {
      const env = { GNUPGHOME: home };
      const name = `${algorithm}@example.org`;
      const batch = ['--batch', '--pinentry-mode', 'loopback', '--passphrase', ''];
      await run('gpg', [...batch, '--quick-generate-key', name, algorithm, 'sign', '1y'], { env });
      const file = join(home, `${algorithm}.txt`);
      await writeFile(file, PAYLOAD);
      const signature = await run(
        'gpg',
        [...batch, '-u', name, '--armor', '--detach-sign', '--output', '-', file],
        { env },
      );
      const key = await run('gpg', ['--armor', '--export', name], { env });
      assert.equal((await check(signature, [key])).state, 'good');
    });
});
