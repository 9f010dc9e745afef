import type { Commit } from '../git/objects.ts';
import type { Reason } from '../signature/verifier.ts';
import { iso } from '../world/time.ts';
import { actorNode } from './actor-node.ts';
import type { GraphContext, Node } from './node.ts';

const STATES: Readonly<Record<Reason, string>> = {
  valid: 'VALID',
  unsigned: 'UNSIGNED',
  unknown_key: 'UNKNOWN_KEY',
  unknown_signature_type: 'UNKNOWN_SIG_TYPE',
  malformed_signature: 'MALFORMED_SIG',
  bad_email: 'BAD_EMAIL',
  invalid: 'INVALID',
};

/** GitHub's verdict on a commit's signature; null where there is none. */
export async function signatureNode(context: GraphContext, commit: Commit): Promise<Node | null> {
  const { oid, signed, committer } = commit;
  if (signed === undefined) return null;
  const { site } = context;
  const { email } = committer;
  const { verified, reason, signer, byGitHub } = await site.verifier.verdict({
    oid,
    signed,
    email,
  });
  return {
    __typename: signed.signature.startsWith('-----BEGIN SSH') ? 'SshSignature' : 'GpgSignature',
    email,
    isValid: verified,
    state: STATES[reason],
    signature: signed.signature,
    payload: signed.payload,
    signer: () => (signer === undefined ? null : actorNode(context, signer)),
    verifiedAt: verified ? iso(site.now()) : null,
    wasSignedByGitHub: byGitHub,
  };
}
