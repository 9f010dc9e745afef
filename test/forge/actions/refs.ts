import { Refusal, unprocessable } from '../access/refusal.ts';
import { demandWrite, type Need } from '../access/rights.ts';
import { RefRefused } from '../git/git-repository.ts';
import { isAncestor } from '../git/history.ts';
import type { RefChange } from '../git/refs.ts';
import { peel } from '../git/revision.ts';
import type { Context } from '../site.ts';
import type { Repository } from '../world/repositories.ts';
import { afterMove } from './push.ts';
import { branchIn, isRefName } from './ref-name.ts';

/** What changing what git stores asks for. */
export const CONTENTS: Need = { permissions: ['contents'], role: 'write' };

/** Makes a ref; never moves one. */
export async function createRef(
  context: Context,
  repository: Repository,
  { name, oid }: { name: string; oid: string },
): Promise<void> {
  demandWrite(context, repository, CONTENTS);
  const git = context.site.git(repository);
  if (!name.startsWith('refs/') || name.split('/').length < 3) {
    throw unprocessable('Reference name must contain at least three slash-separated components.');
  }
  if (!isRefName(name)) throw unprocessable(`${name} is not a valid ref name.`);
  await checkTarget(context, repository, { name, oid });
  await moveRefs(context, repository, () => {
    if (git.refs.get(name) !== undefined) {
      throw unprocessable('Reference already exists');
    }
    return [{ name, from: undefined, to: oid }];
  });
}

/** Moves a ref; without `force` only forward. */
export async function updateRef(
  context: Context,
  repository: Repository,
  { name, oid, force }: { name: string; oid: string; force: boolean },
): Promise<void> {
  demandWrite(context, repository, CONTENTS);
  const git = context.site.git(repository);
  await checkTarget(context, repository, { name, oid });
  await moveRefs(context, repository, async () => {
    const from = git.refs.get(name);
    if (from === undefined) throw unprocessable('Reference does not exist');
    if (!force && !(await leadsTo(context, repository, { from, to: oid }))) {
      throw unprocessable('Update is not a fast forward');
    }
    return from === oid ? [] : [{ name, from, to: oid }];
  });
}

/** Deletes a ref. The default branch stays. */
export async function deleteRef(
  context: Context,
  repository: Repository,
  name: string,
): Promise<void> {
  demandWrite(context, repository, CONTENTS);
  const git = context.site.git(repository);
  if (branchIn(name) === repository.defaultBranch) {
    throw unprocessable('Cannot delete the default branch');
  }
  await moveRefs(context, repository, () => {
    const from = git.refs.get(name);
    if (from === undefined) throw unprocessable('Reference does not exist');
    return [{ name, from, to: undefined }];
  });
}

/**
 * Looks and moves while nobody else can, then does what follows from it.
 * `decide` answers which refs to move where, from what they are at that moment.
 */
export async function moveRefs(
  context: Context,
  repository: Repository,
  decide: () => readonly RefChange[] | Promise<readonly RefChange[]>,
): Promise<readonly RefChange[]> {
  const { site } = context;
  const git = site.git(repository);
  const changes = await git.lock.run(async () => {
    const wanted = await decide();
    if (wanted.length > 0) await git.move(wanted, site.now()).catch(refused);
    return wanted;
  });
  await afterMove(context, repository, changes);
  return changes;
}

function refused(error: unknown): never {
  throw error instanceof RefRefused ? unprocessable('Reference update failed') : error;
}

/** A branch must lead to a commit; anything else to whatever the repository has. */
async function checkTarget(
  { site }: Context,
  repository: Repository,
  { name, oid }: { name: string; oid: string },
): Promise<void> {
  const found = await site.git(repository).object(oid);
  if (found === undefined) throw unprocessable('Object does not exist');
  if (branchIn(name) !== undefined && found.type !== 'commit') {
    throw new Refusal(422, 'Reference update failed');
  }
}

async function leadsTo(
  { site }: Context,
  repository: Repository,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const git = site.git(repository);
  const [old, fresh] = await Promise.all([peel(git, from), peel(git, to)]);
  return old !== undefined && fresh !== undefined && isAncestor(git, old, fresh);
}
