import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  armor,
  createCleartextMessage,
  createMessage,
  enums,
  generateKey,
  readPrivateKey,
  sign,
  unarmor,
} from 'openpgp';
import { openpgpSignatures } from '../../src/adapters/openpgp.ts';
import { isInstalled, run } from '../stage/run.ts';
import { BOB } from '../support/release.ts';

const PAYLOAD = 'object 3f9c\ntype commit\ntag v1\ntagger bob <b@example.org> 1 +0000\n\nChanges\n';

const { publicKey, privateKey } = await generateKey({
  userIDs: [{ name: 'bob', email: 'bob@example.org' }],
  format: 'armored',
});
const signingKeys = await readPrivateKey({ armoredKey: privateKey });
const message = await createMessage({ binary: Buffer.from(PAYLOAD) });
const DETACHED = String(await sign({ message, signingKeys, detached: true }));
const INLINE = await sign({ message, signingKeys });
const cleartext = await createCleartextMessage({ text: PAYLOAD });
const CLEARTEXT = await sign({ message: cleartext, signingKeys });

async function stateOf(signature: string): Promise<string> {
  const holders = [{ person: BOB, openpgp: [publicKey] }];
  const { state } = await openpgpSignatures(() => new Date()).verify(
    { payload: PAYLOAD, signature },
    holders,
  );
  return state;
}

async function bytesOf(armored: string): Promise<Uint8Array> {
  const { data } = await unarmor(armored);
  assert.ok(data instanceof Uint8Array);
  return data;
}

/** Bytes in the armor of a detached signature, whatever they are. */
function armored(bytes: Uint8Array): string {
  return String(armor(enums.armor.signature, bytes));
}

describe('only a detached signature counts:', () => {
  test('the one that was made is good', async () => {
    assert.equal(await stateOf(DETACHED), 'good');
    assert.equal(await stateOf(armored(await bytesOf(DETACHED))), 'good');
  });

  const OTHERS: readonly (readonly [string, () => string | Promise<string>])[] = [
    ['a message that holds its text', () => INLINE],
    ['such a message under the label of a signature', async () => armored(await bytesOf(INLINE))],
    ['a text with its signature below', () => CLEARTEXT],
    [
      'a text that asks not to be unescaped',
      () => CLEARTEXT.replace(/^Hash: .*$/m, '$&\nNotDashEscaped: You need GnuPG'),
    ],
    [
      'a text with a form feed before its end',
      () => CLEARTEXT.replace('\n-----BEGIN PGP SIGNATURE', '\n\f\n-----BEGIN PGP SIGNATURE'),
    ],
    ['a text before the signature', () => `${PAYLOAD}\n${DETACHED}`],
    ['a public key under the label of a signature', async () => armored(await bytesOf(publicKey))],
    ['nothing under the label of a signature', () => armored(new Uint8Array())],
    [
      'the signature followed by a message',
      async () => armored(Buffer.concat([await bytesOf(DETACHED), await bytesOf(INLINE)])),
    ],
    [
      'the signature twice in one armor',
      async () => armored(Buffer.concat([await bytesOf(DETACHED), await bytesOf(DETACHED)])),
    ],
  ];
  for (const [title, signature] of OTHERS)
    test(`${title} is unsupported`, async () => {
      assert.equal(await stateOf(await signature()), 'unsupported');
    });
});

/** Whether gpg, which knows bob's key, finds a signature valid. */
async function openGpg() {
  const home = await mkdtemp(join(tmpdir(), 'ringmaster-gpg-'));
  const [key, text, signature] = [join(home, 'key'), join(home, 'text'), join(home, 'signature')];
  const gpg = (...args: readonly string[]) =>
    run('gpg', ['--batch', '--status-fd', '1', ...args], { env: { GNUPGHOME: home } });
  await writeFile(key, publicKey);
  await writeFile(text, PAYLOAD);
  await gpg('--import', key);
  return {
    async isValid(armoredSignature: string): Promise<boolean> {
      await writeFile(signature, armoredSignature);
      // Bytes left over behind a valid signature make gpg fail, though it has found it valid.
      const said = await gpg('--verify', signature, text).catch(String);
      return said.includes('VALIDSIG') || said.includes('Good signature');
    },
    close: () => rm(home, { recursive: true, force: true }),
  };
}

test('a signature with a changed byte is never good, unless gpg finds it valid', {
  skip: (await isInstalled('gpg')) ? false : 'gpg is not installed',
}, async (context) => {
  const gpg = await openGpg();
  context.after(() => gpg.close());
  const bytes = await bytesOf(DETACHED);
  assert.ok(await gpg.isValid(DETACHED));
  assert.equal(
    await gpg.isValid(armored(bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1))),
    false,
  );
  const change = fc.record({ at: fc.nat(bytes.length - 1), by: fc.integer({ min: 1, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(change, async ({ at, by }) => {
      const changed = armored(bytes.with(at, (bytes[at] ?? 0) ^ by));
      if ((await stateOf(changed)) === 'good') assert.ok(await gpg.isValid(changed));
    }),
    { numRuns: 2000 },
  );
});
