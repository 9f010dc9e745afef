import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  armor,
  createMessage,
  enums,
  generateKey,
  readKey,
  readPrivateKey,
  readSignature,
  sign,
  unarmor,
} from 'openpgp';
import { openpgpSignatures } from '../../src/adapters/openpgp.ts';
import type { SignatureFinding } from '../../src/plugin/signatures.ts';
import { BOB } from '../support/release.ts';

const PAYLOAD = 'object 3f9c\ntype commit\ntag v1\ntagger bob <b@example.org> 1 +0000\n\nChanges\n';

const DOCUMENT_TYPES: readonly number[] = [enums.signature.binary, enums.signature.text];
const OTHER_TYPES = Array.from({ length: 256 }, (_, type) => type).filter(
  (type) => !DOCUMENT_TYPES.includes(type),
);

const bob = await keyPair('bob');
const mallory = await keyPair('mallory');
const GENUINE = await signed(bob.privateKey, PAYLOAD);
const ELSEWHERE = await signed(mallory.privateKey, 'something else');

async function keyPair(name: string) {
  return generateKey({ userIDs: [{ name, email: `${name}@example.org` }], format: 'armored' });
}

async function signed(armoredKey: string, text: string): Promise<string> {
  const signingKeys = await readPrivateKey({ armoredKey });
  const message = await createMessage({ binary: Buffer.from(text) });
  return String(await sign({ message, signingKeys, detached: true }));
}

async function check(signature: string): Promise<SignatureFinding> {
  return openpgpSignatures(() => new Date()).verify({ payload: PAYLOAD, signature }, [
    { person: BOB, openpgp: [bob.publicKey] },
  ]);
}

async function fingerprintOf(armoredKey: string): Promise<Buffer> {
  return Buffer.from((await readKey({ armoredKey })).getFingerprint(), 'hex');
}

/** A signature with another type byte and issuer, as somebody without the issuer's secret can make it. */
async function forged(
  armoredSignature: string,
  { type, issuer }: { readonly type: number; readonly issuer: Buffer },
): Promise<string> {
  const signature = await readSignature({ armoredSignature });
  const [packet] = signature.packets;
  assert.ok(packet?.signatureData);
  const bytes = Buffer.from(packet.signatureData);
  bytes[1] = type;
  const genuine = await fingerprintOf(mallory.publicKey);
  replace(bytes, genuine, issuer);
  replace(bytes, genuine.subarray(-8), issuer.subarray(-8));
  packet.signatureData = bytes;
  return signature.armor();
}

function replace(bytes: Buffer, old: Buffer, next: Buffer): void {
  for (let at = bytes.indexOf(old); at >= 0; at = bytes.indexOf(old, at + 1)) next.copy(bytes, at);
}

/** One packet of a signature, whatever its body. */
function packet(tag: number, body: readonly number[]): string {
  return String(armor(enums.armor.signature, Uint8Array.of(0xc0 | tag, body.length, ...body)));
}

async function statesOf(types: readonly number[], signature: string): Promise<readonly string[]> {
  const issuer = await fingerprintOf(bob.publicKey);
  const findings = await Promise.all(
    types.map(async (type) => check(await forged(signature, { type, issuer }))),
  );
  return [...new Set(findings.map(({ state }) => state))];
}

describe('a signature counts only if it is one of a document:', () => {
  test('a stranger’s over another text is bad, whomever it claims to be by', async () => {
    assert.deepEqual(await statesOf(DOCUMENT_TYPES, ELSEWHERE), ['bad']);
  });

  test('a stranger’s turned into any of the 254 other types is unsupported', async () => {
    assert.equal(OTHER_TYPES.length, 254);
    assert.deepEqual(await statesOf(OTHER_TYPES, ELSEWHERE), ['unsupported']);
  });

  test('so is the genuine one turned into another type', async () => {
    assert.deepEqual(await statesOf(OTHER_TYPES, GENUINE), ['unsupported']);
  });

  test('a certification that the person really made is unsupported', async () => {
    const { users } = await readKey({ armoredKey: bob.publicKey });
    const certification = users[0]?.selfCertifications[0];
    assert.ok(certification);
    const body = certification.write();
    const header = [
      0xc0 | enums.packet.signature,
      0xff,
      0,
      0,
      body.length >> 8,
      body.length & 0xff,
    ];
    const bytes = Buffer.concat([Uint8Array.from(header), body]);
    const finding = await check(String(armor(enums.armor.signature, bytes)));
    assert.deepEqual(finding, {
      state: 'unsupported',
      reason: 'it is no signature of a document',
    });
  });

  for (const [title, text] of [
    ['a signature packet of version 3', packet(enums.packet.signature, [3, 5, 0])],
    ['a signature packet of an unknown version', packet(enums.packet.signature, [9, 9])],
    ['a packet of an unknown kind', packet(63, [1])],
  ] as const)
    test(`${title} is unsupported`, async () => {
      const reason = 'the signature is of an unknown version';
      assert.deepEqual(await check(text), { state: 'unsupported', reason });
    });

  test('one that is by any key there is, is by nobody’s', async () => {
    const anybody = Buffer.alloc(20);
    const finding = await check(await forged(ELSEWHERE, { type: 0, issuer: anybody }));
    assert.equal(finding.state, 'foreign');
  });
});

describe('exactly one signature counts:', () => {
  test('a genuine one beside a forged one in one armor is unsupported', async () => {
    const issuer = await fingerprintOf(bob.publicKey);
    const certification = await forged(ELSEWHERE, { type: 0x10, issuer });
    const bytes = await Promise.all([GENUINE, certification].map(bytesOf));
    const both = String(armor(enums.armor.signature, Buffer.concat(bytes)));
    assert.equal((await check(both)).state, 'unsupported');
  });

  test('two armors, one after the other, are unsupported', async () => {
    assert.equal((await check(`${GENUINE}\n${ELSEWHERE}`)).state, 'unsupported');
    assert.equal((await check(`${ELSEWHERE}\n${GENUINE}`)).state, 'unsupported');
  });

  test('words below the armor, which nobody signed, are unsupported', async () => {
    assert.equal((await check(`${GENUINE}\n- and #99\n`)).state, 'unsupported');
  });
});

async function bytesOf(armored: string): Promise<Uint8Array> {
  const { data } = await unarmor(armored);
  assert.ok(data instanceof Uint8Array);
  return data;
}
