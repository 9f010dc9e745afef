import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** An SSH signature, taken apart. Format: OpenSSH's PROTOCOL.sshsig. */
export interface SshSignature {
  /** The signer's public key as OpenSSH writes it: type, space, base64. */
  readonly publicKey: string;
  readonly namespace: string;
  readonly hash: string;
  readonly kind: string;
  readonly bytes: Buffer;
}

const MAGIC = Buffer.from('SSHSIG');

/** Reads length-prefixed fields, the way every SSH structure is written (RFC 4251, section 5). */
function fieldsOf(data: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= data.length; ) {
    const length = data.readUInt32BE(at);
    if (at + 4 + length > data.length) throw new Error('an SSH field is longer than its data');
    fields.push(data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

function fieldOf(...parts: readonly Buffer[]): Buffer {
  const sized = parts.flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return Buffer.concat(sized);
}

/** Reads an armored SSH signature; undefined where it is none. */
export function readSshSignature(armored: string): SshSignature | undefined {
  const data = Buffer.from(armored.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  if (!data.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const [key, namespace, , hash, signature] = fieldsOf(data.subarray(MAGIC.length + 4));
  if (key === undefined || namespace === undefined || hash === undefined) return undefined;
  const [kind, bytes] = fieldsOf(signature ?? Buffer.alloc(0));
  const [type] = fieldsOf(key);
  if (kind === undefined || bytes === undefined || type === undefined) return undefined;
  return {
    publicKey: `${type.toString()} ${key.toString('base64')}`,
    namespace: namespace.toString(),
    hash: hash.toString(),
    kind: kind.toString(),
    bytes,
  };
}

/** Whether a signature was made over a text by the key it names, for git. */
export function isSshSignatureOf(signature: SshSignature, payload: string): boolean {
  const { namespace, hash, kind, bytes, publicKey } = signature;
  if (namespace !== 'git' || (hash !== 'sha256' && hash !== 'sha512')) return false;
  const signed = Buffer.concat([
    MAGIC,
    fieldOf(
      Buffer.from(namespace),
      Buffer.alloc(0),
      Buffer.from(hash),
      createHash(hash).update(payload).digest(),
    ),
  ]);
  const key = keyOf(publicKey);
  if (kind === 'ssh-ed25519') return verify(null, signed, key, bytes);
  if (kind === 'rsa-sha2-512') return verify('sha512', signed, key, bytes);
  if (kind === 'rsa-sha2-256') return verify('sha256', signed, key, bytes);
  if (kind === 'ecdsa-sha2-nistp256') return isEcdsaSignature(key, signed, bytes);
  return false;
}

/** SSH writes r and s as signed integers; node wants both as 32 bytes. */
function isEcdsaSignature(key: KeyObject, signed: Buffer, bytes: Buffer): boolean {
  const halves = fieldsOf(bytes).map((half) => {
    const digits = half.subarray(half[0] === 0 ? 1 : 0);
    return Buffer.concat([Buffer.alloc(Math.max(0, 32 - digits.length)), digits]);
  });
  return verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.concat(halves));
}

function keyOf(publicKey: string): KeyObject {
  const [type, first, second] = fieldsOf(Buffer.from(publicKey.split(' ')[1] ?? '', 'base64'));
  const text = (part: Buffer | undefined) => (part ?? Buffer.alloc(0)).toString('base64url');
  const jwk = { 'ssh-ed25519': { kty: 'OKP', crv: 'Ed25519', x: text(first) } };
  if (type?.toString() === 'ssh-ed25519') {
    return createPublicKey({ format: 'jwk', key: jwk['ssh-ed25519'] });
  }
  if (type?.toString() === 'ssh-rsa') {
    return createPublicKey({ format: 'jwk', key: { kty: 'RSA', e: text(first), n: text(second) } });
  }
  const point = second ?? Buffer.alloc(0);
  const x = text(point.subarray(1, 33));
  const y = text(point.subarray(33, 65));
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
}
