const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** A content address as registries write it: `sha256:` and 64 lower-case hex digits. */
export type Digest = `sha256:${string}`;

/** Whether a text is a digest, letter for letter; 63 digits or upper case are not. */
export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** The first 12 hex digits, enough for people to tell two digests apart. */
export function shortDigest(digest: Digest): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 12);
}
