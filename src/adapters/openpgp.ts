import {
  createMessage,
  enums,
  type Key,
  type KeyID,
  readKey,
  readSignature,
  type Signature,
  SignaturePacket,
  verify,
} from 'openpgp';
import { messageOf } from '../domain/errors.ts';
import type { Person } from '../domain/release.ts';
import type { KeyHolder, SignatureFinding, Signatures } from '../plugin/signatures.ts';

const BEGIN = '-----BEGIN PGP SIGNATURE-----';
const END = '-----END PGP SIGNATURE-----';
const NOT_ONE = 'it must hold exactly one signature';

/** Other types certify keys, names and times; they say nothing about a text. */
const DOCUMENT_TYPES: readonly unknown[] = [enums.signature.binary, enums.signature.text];

interface HeldKey {
  readonly person: Person;
  readonly key: Key;
}

interface Parsed {
  readonly signature: Signature;
  readonly keyId: KeyID;
}

/**
 * Checks detached OpenPGP signatures ourselves. What GitHub or another program
 * thinks of a signature is not asked: they disagree about weak and revoked keys.
 */
export function openpgpSignatures(now: () => Date): Signatures {
  return {
    async verify({ payload, signature: armored }, holders) {
      const parsed = await parseSignature(armored.trim());
      if (typeof parsed === 'string') return { state: 'unsupported', reason: parsed };
      const held = (await Promise.all(holders.map(keysOf))).flat();
      const signer = held.find(({ key }) => holds(key, parsed.keyId));
      if (signer === undefined)
        return { state: 'foreign', key: parsed.keyId.toHex().toUpperCase() };
      return judge(payload, { parsed, signer, at: now() });
    },
  };
}

/**
 * The one signature of a document that an armor holds, or why it does not count.
 * Whatever the library would pass over unverified has to be refused here.
 */
async function parseSignature(armored: string): Promise<Parsed | string> {
  if (!armored.startsWith(BEGIN)) return 'it is no OpenPGP signature; sign with gpg';
  if (armored.lastIndexOf(BEGIN) > 0 || !armored.endsWith(END)) return NOT_ONE;
  try {
    const signature = await readSignature({ armoredSignature: armored });
    const [packet, ...others] = signature.packets;
    if (packet === undefined || others.length > 0) return NOT_ONE;
    if (!(packet instanceof SignaturePacket)) return 'the signature is of an unknown version';
    if (!DOCUMENT_TYPES.includes(packet.signatureType)) return 'it is no signature of a document';
    return { signature, keyId: packet.issuerKeyID };
  } catch (error) {
    return `the signature cannot be read: ${messageOf(error)}`;
  }
}

/** Compares ids letter for letter; the library's own search takes an id of zeros for any key. */
function holds(key: Key, id: KeyID): boolean {
  return key.getKeyIDs().some((each) => each.equals(id));
}

/** A key that cannot be read proves nothing, and does not hide the person's other keys. */
async function keysOf({ person, openpgp }: KeyHolder): Promise<readonly HeldKey[]> {
  const keys = await Promise.all(
    openpgp.map((armoredKey) => readKey({ armoredKey }).catch(() => undefined)),
  );
  return keys.flatMap((key) => (key === undefined ? [] : [{ person, key }]));
}

async function judge(
  payload: string,
  {
    parsed: { signature, keyId },
    signer: { person, key },
    at,
  }: { readonly parsed: Parsed; readonly signer: HeldKey; readonly at: Date },
): Promise<SignatureFinding> {
  const fingerprint = key.getFingerprint().toUpperCase();
  const message = await createMessage({ binary: Buffer.from(payload, 'utf8') });
  const { signatures } = await verify({
    message,
    signature,
    verificationKeys: key,
    date: at,
    format: 'binary',
  });
  const [only, ...others] = signatures;
  if (only === undefined || others.length > 0) return { state: 'unsupported', reason: NOT_ONE };
  try {
    await only.verified;
  } catch (error) {
    return unfitOrBad(error, { person, key: fingerprint });
  }
  const unfit = await whyUnfit(key, { keyId, at });
  if (unfit !== undefined) return { state: 'unfit', by: person, key: fingerprint, reason: unfit };
  return { state: 'good', by: person, key: fingerprint };
}

function unfitOrBad(
  error: unknown,
  { person, key }: { person: Person; key: string },
): SignatureFinding {
  const reason = messageOf(error);
  if (/digest|invalid signature|verification failed/i.test(reason))
    return { state: 'bad', by: person, reason };
  return { state: 'unfit', by: person, key, reason };
}

/**
 * A signature counts only while its key does: whoever revokes a key has a reason.
 * The subkey that made it is asked about too, and as of now: the date that a
 * signature bears is its signer's choice.
 */
async function whyUnfit(
  key: Key,
  { keyId, at }: { readonly keyId: KeyID; readonly at: Date },
): Promise<string | undefined> {
  if (await key.isRevoked(undefined, undefined, at)) return 'the key is revoked';
  const expires = await key.getExpirationTime();
  if (expires instanceof Date && expires <= at)
    return `the key expired on ${expires.toISOString().slice(0, 10)}`;
  try {
    await key.getSigningKey(keyId, at);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
