import type { Person } from '../domain/release.ts';

/** Keys that one person signs with. */
export interface KeyHolder {
  readonly person: Person;
  /** Armored OpenPGP public keys. */
  readonly openpgp: readonly string[];
}

/**
 * What became of a signature.
 *
 * `good`: exactly one signature, of this text, made by a key or subkey that was
 * valid then and is valid now. `foreign`: by a key that none of the holders has.
 * `bad`: it does not fit the text. `unfit`: it fits, but the key or subkey is
 * expired, revoked or too weak. `unsupported`: of a kind that cannot be verified
 * here, or no signature of a text at all.
 */
export type SignatureFinding =
  | { readonly state: 'good'; readonly by: Person; readonly key: string }
  | { readonly state: 'foreign'; readonly key: string }
  | { readonly state: 'bad'; readonly by: Person; readonly reason: string }
  | { readonly state: 'unfit'; readonly by: Person; readonly key: string; readonly reason: string }
  | { readonly state: 'unsupported'; readonly reason: string };

export interface Signatures {
  /** Checks a detached signature over a text against the keys of several people. */
  verify(
    signed: { readonly payload: string; readonly signature: string },
    holders: readonly KeyHolder[],
  ): Promise<SignatureFinding>;
}
