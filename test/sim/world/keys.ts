import { sha256 } from '../../../src/adapters/hash.ts';
import type { SignatureFinding, Signatures } from '../../../src/plugin/signatures.ts';

/** The public key of somebody; whoever knows it can sign, which nobody here does for another. */
export function keyOf(login: string): string {
  return `key of ${login}`;
}

/** A signature of a text by a key, which says whose it is. */
export function sign(payload: string, key: string): string {
  return `signed with ${key}: ${sha256(`${key}\n${payload}`)}`;
}

const SIGNATURE = /^signed with (?<key>.+): (?<seal>[0-9a-f]{64})$/;

/** Verifies such signatures as the real ones are. */
export const signatures: Signatures = {
  async verify({ payload, signature }, holders): Promise<SignatureFinding> {
    const { key } = SIGNATURE.exec(signature)?.groups ?? {};
    if (key === undefined) return { state: 'unsupported', reason: 'it is no signature' };
    const holder = holders.find(({ openpgp }) => openpgp.includes(key));
    if (holder === undefined) return { state: 'foreign', key };
    const by = holder.person;
    if (sign(payload, key) === signature) return { state: 'good', by, key };
    return { state: 'bad', by, reason: 'it is of another text' };
  },
};
