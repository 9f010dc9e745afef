import { createMessage, type Key, readKey, readSignature, verify } from 'openpgp';
import type { Signed } from '../git/objects.ts';
import type { Json } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import { iso } from '../world/time.ts';
import type { World } from '../world/world.ts';
import { isSshSignatureOf, readSshSignature } from './ssh.ts';
import { WEB_FLOW, type WebFlow } from './web-flow.ts';

/** GitHub's words for why a signature counts or does not. */
export type Reason =
  | 'valid'
  | 'unsigned'
  | 'unknown_key'
  | 'unknown_signature_type'
  | 'malformed_signature'
  | 'bad_email'
  | 'invalid';

/** GitHub's verdict on a signature. */
export interface Verdict {
  readonly verified: boolean;
  readonly reason: Reason;
  /** Whose key it is; undefined for GitHub's own and where nobody is known. */
  readonly signer: Account | undefined;
  readonly byGitHub: boolean;
}

/** What is asked: the signature with its payload, and the address the commit or tag claims. */
export interface Claim {
  readonly oid: string;
  readonly signed: Signed | undefined;
  readonly email: string;
}

const UNSIGNED: Verdict = {
  verified: false,
  reason: 'unsigned',
  signer: undefined,
  byGitHub: false,
};

/**
 * Judges signatures by the keys people have published. A signature found valid
 * stays so, as on GitHub, even when its key is taken away later.
 */
export class Verifier {
  readonly #world: World;
  readonly #webFlow: WebFlow;
  readonly #valid = new Map<string, Verdict>();

  constructor(world: World, webFlow: WebFlow) {
    this.#world = world;
    this.#webFlow = webFlow;
  }

  async verdict({ oid, signed, email }: Claim): Promise<Verdict> {
    if (signed === undefined) return UNSIGNED;
    const known = this.#valid.get(oid);
    if (known !== undefined) return known;
    const verdict = signed.signature.startsWith('-----BEGIN SSH')
      ? this.#bySsh(signed, email)
      : await this.#byOpenPgp(signed, email);
    if (verdict.verified) this.#valid.set(oid, verdict);
    return verdict;
  }

  #bySsh({ signature, payload }: Signed, email: string): Verdict {
    const read = readSshSignature(signature);
    if (read === undefined) return failed('malformed_signature');
    const key = this.#world.sshKeys.all().find(({ key }) => key === read.publicKey);
    if (key === undefined) return failed('unknown_key');
    if (!isSshSignatureOf(read, payload)) return failed('invalid');
    return this.#signedBy(key.userId, { email, named: [email] });
  }

  async #byOpenPgp({ signature, payload }: Signed, email: string): Promise<Verdict> {
    const read = await readSignature({ armoredSignature: signature }).catch(() => undefined);
    const issuer = read?.getSigningKeyIDs()[0]?.toHex().toUpperCase();
    if (read === undefined || issuer === undefined) return failed('malformed_signature');

    const own = await this.#webFlow.publicKey();
    const byGitHub = email === WEB_FLOW.email && hasKey(own, issuer);
    const found = this.#world.gpgKeys
      .all()
      .find(({ keyId, subkeys }) => [keyId, ...subkeys.map(({ keyId }) => keyId)].includes(issuer));
    if (!byGitHub && found === undefined) return failed('unknown_key');

    const key =
      found === undefined || byGitHub ? own : await readKey({ armoredKey: found.armored });
    const message = await createMessage({ binary: Buffer.from(payload) });
    // Keys and forge may keep different times; only the signature itself is judged.
    const judged = await verify({ message, signature: read, verificationKeys: key, date: null });
    const genuine = await judged.signatures[0]?.verified.catch(() => false);
    if (genuine !== true) return failed('invalid');
    if (found === undefined || byGitHub) {
      return { verified: true, reason: 'valid', signer: undefined, byGitHub: true };
    }
    return this.#signedBy(found.userId, { email, named: found.emails });
  }

  /** A signature counts only under an address that is both the signer's and the key's. */
  #signedBy(
    userId: number,
    { email, named }: { email: string; named: readonly string[] },
  ): Verdict {
    const signer = this.#world.accounts.get(userId);
    if (signer === undefined) return failed('unknown_key');
    const matches = named.includes(email) && addressesOf(signer).includes(email);
    return { verified: matches, reason: matches ? 'valid' : 'bad_email', signer, byGitHub: false };
  }
}

/** The addresses that are an account's own: the one it gave, and the one GitHub gives to all. */
export function addressesOf({ id, login, email }: Account): string[] {
  const given = `${id}+${login}@users.noreply.github.com`;
  return email === undefined ? [given] : [email, given];
}

/** A verdict as REST shows it. */
export function verificationJson(verdict: Verdict, signed: Signed | undefined, at: number): Json {
  return {
    verified: verdict.verified,
    reason: verdict.reason,
    signature: signed?.signature ?? null,
    payload: signed?.payload ?? null,
    verified_at: verdict.verified ? iso(at) : null,
  };
}

function hasKey(key: Key, id: string): boolean {
  return key.getKeyIDs().some((own) => own.toHex().toUpperCase() === id);
}

function failed(reason: Reason): Verdict {
  return { verified: false, reason, signer: undefined, byGitHub: false };
}
