import type { Context } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import { type Repository, ROLES, type Role } from '../world/repositories.ts';
import type { InstallationIdentity } from './identity.ts';
import { notForIntegration, notFound, Refusal } from './refusal.ts';

/** What a write asks for. */
export interface Need {
  /** An installation's token must carry one of these with `write`. */
  readonly permissions: readonly string[];
  /** A person must have at least this role; `read` on a public repository is everybody's. */
  readonly role: Role;
  /** What a person without the role is told: GitHub hides some things and explains others. */
  readonly otherwise?: 'not-found' | 'must-be-admin';
}

/** A person's role in a repository; undefined where they have none and it is not public. */
export function roleOf(repository: Repository, account: Account): Role | undefined {
  if (repository.ownerId === account.id) return 'admin';
  return repository.collaborators.get(account.id) ?? (repository.private ? undefined : 'read');
}

/** Whether a role is at least another one. */
export function isAtLeast(role: Role | undefined, least: Role): boolean {
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** Whether an installation token reaches a repository at all, whatever it may do there. */
export function covers(
  { installation, token }: InstallationIdentity,
  repository: Repository,
): boolean {
  return (
    installation.accountId === repository.ownerId &&
    [installation.repositoryIds, token.repositoryIds].every(
      (ids) => ids === 'all' || ids.has(repository.id),
    )
  );
}

/** Whether whoever asks may know that a repository exists. */
export function canSee({ identity }: Context, repository: Repository): boolean {
  if (!repository.private) return true;
  if (identity.kind === 'user') return roleOf(repository, identity.account) !== undefined;
  return identity.kind === 'installation' && covers(identity, repository);
}

/**
 * Passes only who may read a part of a repository. What is public may be read
 * by any token; a private part needs the permission (GitHub's "Permissions
 * required for GitHub Apps").
 */
export function demandRead(
  context: Context,
  repository: Repository,
  permissions: readonly string[],
): void {
  const { identity } = context;
  if (identity.kind === 'app') throw notForIntegration();
  if (!canSee(context, repository)) throw notFound();
  if (identity.kind !== 'installation' || !repository.private) return;
  if (!permissions.some((name) => name in identity.token.permissions)) throw notForIntegration();
}

/** Passes only who may write. */
export function demandWrite(context: Context, repository: Repository, need: Need): void {
  const { identity } = context;
  if (identity.kind === 'nobody') throw new Refusal(401, 'Requires authentication');
  if (!canSee(context, repository)) throw notFound();
  if (mayWrite(context, repository, need)) return;
  if (identity.kind !== 'user') throw notForIntegration();
  if (need.otherwise === 'must-be-admin') {
    throw new Refusal(403, 'Must have admin rights to Repository.');
  }
  throw notFound();
}

/** Whether `demandWrite` would pass. */
export function mayWrite({ identity }: Context, repository: Repository, need: Need): boolean {
  if (identity.kind === 'user') {
    return isAtLeast(roleOf(repository, identity.account), need.role);
  }
  if (identity.kind !== 'installation' || !covers(identity, repository)) return false;
  const granted = identity.token.permissions;
  return need.permissions.some((name) => granted[name] === 'write' || granted[name] === 'admin');
}

/**
 * The account that acts.
 * @throws Refusal 401 where nobody, or an App outside of any installation, tries to.
 */
export function actor({ identity }: Context): Account {
  if (identity.kind === 'user' || identity.kind === 'installation') return identity.account;
  throw new Refusal(401, 'Requires authentication');
}
