import { createMessage, type Key, readKey, readSignature, verify } from 'openpgp';
import { messageOf } from '../domain/errors.ts';
import type { Person } from '../domain/release.ts';
import type { KeyHolder, SignatureFinding, Signatures } from '../plugin/signatures.ts';

const OPENPGP = '-----BEGIN PGP SIGNATURE-----';

interface HeldKey {
  readonly person: Person;
  readonly key: Key;
}

/**
 * Checks detached OpenPGP signatures ourselves. What GitHub or another program
 * thinks of a signature is not asked: they disagree about weak and revoked keys.
 */
export function openpgpSignatures(now: () => Date): Signatures {
  return {
    async verify({ payload, signature: armored }, holders) {
      if (!armored.trimStart().startsWith(OPENPGP))
        return { state: 'unsupported', reason: 'it is no OpenPGP signature; sign with gpg' };
      const parsed = await parseSignature(armored);
      if (typeof parsed === 'string') return { state: 'unsupported', reason: parsed };
      const held = (await Promise.all(holders.map(keysOf))).flat();
      const signer = held.find(({ key }) => key.getKeys(parsed.keyId).length > 0);
      if (signer === undefined)
        return { state: 'foreign', key: parsed.keyId.toHex().toUpperCase() };
      return judge(payload, { armored, signer, at: now() });
    },
  };
}

async function parseSignature(armored: string) {
  try {
    const { packets } = await readSignature({ armoredSignature: armored });
    const [packet] = packets;
    if (packet === undefined || packets.length > 1) return 'it must hold exactly one signature';
    return { keyId: packet.issuerKeyID };
  } catch (error) {
    return `the signature cannot be read: ${messageOf(error)}`;
  }
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
    armored,
    signer,
    at,
  }: { readonly armored: string; readonly signer: HeldKey; readonly at: Date },
): Promise<SignatureFinding> {
  const { person, key } = signer;
  const fingerprint = key.getFingerprint().toUpperCase();
  const message = await createMessage({ binary: Buffer.from(payload, 'utf8') });
  const signature = await readSignature({ armoredSignature: armored });
  const { signatures } = await verify({
    message,
    signature,
    verificationKeys: key,
    date: at,
    format: 'binary',
  });
  try {
    await signatures[0]?.verified;
  } catch (error) {
    return unfitOrBad(error, { person, key: fingerprint });
  }
  const unfit = await whyUnfit(key, at);
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

/** A signature counts only while its key does: whoever revokes a key has a reason. */
async function whyUnfit(key: Key, at: Date): Promise<string | undefined> {
  if (await key.isRevoked(undefined, undefined, at)) return 'the key is revoked';
  const expires = await key.getExpirationTime();
  if (expires instanceof Date && expires <= at)
    return `the key expired on ${expires.toISOString().slice(0, 10)}`;
  return undefined;
}
