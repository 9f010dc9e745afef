import { code, type Prose, person, persons, say } from '../domain/prose.ts';
import type { Person } from '../domain/release.ts';
import type { Right, Role } from '../domain/rights.ts';
import { includes } from '../domain/signoff.ts';

/** What is known of a speaker's rights in a repository. */
export interface Standing {
  /** Members of the groups that the process names, as they stand now. */
  readonly members: readonly Person[];
  /** Asked only where being a member does not decide. */
  readonly role: () => Promise<Role>;
}

export type Permission =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly because: Prose };

const ALLOWED: Permission = { allowed: true };

/**
 * Whether somebody may do what a command needs: the one place that decides it,
 * whichever door the command came through.
 */
export async function authorize(
  speaker: Person,
  right: Right,
  { members, role }: Standing,
): Promise<Permission> {
  if (right === 'anyone' || includes(members, speaker)) return ALLOWED;
  if (right === 'member') return { allowed: false, because: refusal(speaker, members) };
  const has = await role();
  if (has === 'write' || has === 'maintain' || has === 'admin') return ALLOWED;
  return {
    allowed: false,
    because: say`${refusal(speaker, members)}, or anybody who may write to the repository (you: ${code(has)})`,
  };
}

function refusal(speaker: Person, members: readonly Person[]): Prose {
  return say`${person(speaker.login)} is not an owner here. Who could: ${persons(members, 'or', 5)}`;
}
