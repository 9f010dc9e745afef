import { type Digest, isDigest } from '../../../src/domain/digest.ts';

/** A digest of 64 equal or given digits, short enough to read in an example: `digestOf('a1')`. */
export function exampleDigest(digits: string): Digest {
  const digest = `sha256:${digits.padEnd(64, '0')}`;
  if (!isDigest(digest)) throw new TypeError(`${digits} are not hex digits`);
  return digest;
}

/** Writes a list with `{a1}` in place of the digest that begins with `a1`. */
export function withDigests(text: string): string {
  return text.replace(/\{([0-9a-f]+)\}/g, (_match, digits: string) => exampleDigest(digits));
}

/** The reverse of `withDigests`, so that differences can be read. */
export function withoutDigests(text: string): string {
  return text.replace(/sha256:([0-9a-f]*?)0{50,64}(?![0-9a-f])/g, '{$1}');
}
