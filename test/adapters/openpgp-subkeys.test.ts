import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  createMessage,
  enums,
  generateKey,
  type PrivateKey,
  readPrivateKey,
  SecretKeyPacket,
  sign,
} from 'openpgp';
import { openpgpSignatures } from '../../src/adapters/openpgp.ts';
import type { SignatureFinding } from '../../src/plugin/signatures.ts';
import { isInstalled, run } from '../stage/run.ts';
import { BOB } from '../support/release.ts';

const DAY = 86_400_000;
const NOW = new Date();
const BORN = new Date(NOW.getTime() - 100 * DAY);
/** A date at which every key here was fine; signers may write any date they like. */
const BACKDATED = new Date(BORN.getTime() + DAY);
const PAYLOAD = 'object 3f9c\ntype commit\ntag v1\ntagger bob <b@example.org> 1 +0000\n\nChanges\n';

async function keyWithSubkey(expires = 0): Promise<PrivateKey> {
  const { privateKey } = await generateKey({
    userIDs: [{ name: 'bob', email: 'bob@example.org' }],
    format: 'object',
    date: BORN,
    subkeys: [{ sign: true, keyExpirationTime: expires }],
  });
  return privateKey;
}

async function signedBySubkey(signingKeys: PrivateKey, date = NOW): Promise<string> {
  const signature = await sign({
    message: await createMessage({ binary: Buffer.from(PAYLOAD) }),
    signingKeys,
    signingKeyIDs: signingKeys.subkeys.map((subkey) => subkey.getKeyID()),
    detached: true,
    date,
  });
  return String(signature);
}

/** The public key after its owner has revoked its subkey yesterday. */
async function withSubkeyRevoked(
  key: PrivateKey,
  flag: enums.reasonForRevocation,
): Promise<string> {
  const after = await readPrivateKey({ armoredKey: key.armor() });
  const { keyPacket } = key;
  assert.ok(keyPacket instanceof SecretKeyPacket);
  const [subkey] = key.subkeys;
  assert.ok(subkey);
  const yesterday = new Date(NOW.getTime() - DAY);
  after.subkeys = [await subkey.revoke(keyPacket, { flag }, yesterday)];
  return after.toPublic().armor();
}

function check(signature: string, key: string, at = NOW): Promise<SignatureFinding> {
  const holders = [{ person: BOB, openpgp: [key] }];
  return openpgpSignatures(() => at).verify({ payload: PAYLOAD, signature }, holders);
}

describe('a signature by a subkey', () => {
  test('is good, and told by the key that it belongs to', async () => {
    const key = await keyWithSubkey();
    const finding = await check(await signedBySubkey(key), key.toPublic().armor());
    assert.deepEqual(finding, {
      state: 'good',
      by: BOB,
      key: key.getFingerprint().toUpperCase(),
    });
  });

  test('that has expired since does not count, whatever date the signature bears', async () => {
    const key = await keyWithSubkey((10 * DAY) / 1000);
    const signature = await signedBySubkey(key, BACKDATED);
    const publicKey = key.toPublic().armor();
    assert.equal((await check(signature, publicKey, BACKDATED)).state, 'good');
    const finding = await check(signature, publicKey);
    assert.equal(finding.state, 'unfit');
    assert.match('reason' in finding ? finding.reason : '', /expired/);
  });

  for (const reason of ['keySuperseded', 'keyRetired', 'keyCompromised', 'noReason'] as const)
    test(`that was revoked (${reason}) does not count, whatever date the signature bears`, async () => {
      const key = await keyWithSubkey();
      const signature = await signedBySubkey(key, BACKDATED);
      assert.equal((await check(signature, key.toPublic().armor())).state, 'good');
      const revoked = await withSubkeyRevoked(key, enums.reasonForRevocation[reason]);
      const finding = await check(signature, revoked);
      assert.equal(finding.state, 'unfit');
      assert.match('reason' in finding ? finding.reason : '', /revoked/);
    });
});

describe('gpg and we agree about subkeys', {
  skip: (await isInstalled('gpg')) ? false : 'gpg is not installed',
}, () => {
  const BATCH = ['--batch', '--pinentry-mode', 'loopback', '--passphrase', ''];
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'ringmaster-gpg-'));
  });
  after(async () => {
    await run('gpgconf', ['--kill', 'gpg-agent'], { env: { GNUPGHOME: home } });
    await rm(home, { recursive: true, force: true });
  });

  function gpg(...words: readonly string[]): Promise<string> {
    return run('gpg', [...BATCH, ...words], { env: { GNUPGHOME: home } });
  }

  /** A primary key that only certifies, with one subkey for signing, and a signature by it. */
  async function signedWith(name: string, validity: string, clock: readonly string[]) {
    await gpg(...clock, '--quick-generate-key', name, 'ed25519', 'cert', 'never');
    const listing = await gpg('--with-colons', '--list-keys', name);
    const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listing)?.[1] ?? '';
    await gpg(...clock, '--quick-add-key', fingerprint, 'ed25519', 'sign', validity);
    const file = join(home, 'payload');
    await writeFile(file, PAYLOAD);
    const signature = await gpg(
      ...[...clock, '-u', name, '--armor', '--detach-sign', '--output', '-', file],
    );
    return { signature, fingerprint, key: await gpg('--armor', '--export', name) };
  }

  test('of which one signed: good', async () => {
    const { signature, fingerprint, key } = await signedWith('bob@example.org', '1y', []);
    assert.deepEqual(await check(signature, key, new Date()), {
      state: 'good',
      by: BOB,
      key: fingerprint,
    });
  });

  test('of which one signed on its last day: good then, unfit now', async () => {
    const clock = ['--faked-system-time', `${BACKDATED.getTime() / 1000}`];
    const { signature, key } = await signedWith('carol@example.org', '1d', clock);
    assert.equal(
      (await check(signature, key, new Date(BACKDATED.getTime() + 60_000))).state,
      'good',
    );
    assert.equal((await check(signature, key)).state, 'unfit');
  });
});
