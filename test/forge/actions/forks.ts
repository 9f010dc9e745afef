import { Refusal, unprocessable } from '../access/refusal.ts';
import { actor, demandWrite } from '../access/rights.ts';
import { isAncestor } from '../git/history.ts';
import { mergedTree } from '../git/merge.ts';
import type { Context, Site } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repositories.ts';
import { existing } from '../world/world.ts';
import { stampOf, storeCommit, webFlowStamp } from './commit-files.ts';
import { bringObjects } from './follow-pulls.ts';
import { BRANCHES } from './ref-name.ts';
import { CONTENTS, moveRefs } from './refs.ts';

/**
 * Forks a repository to the account that acts. Forking again answers the fork
 * that is there. Only a person can: an installation has no place of its own.
 */
export async function createFork(
  context: Context,
  repository: Repository,
  { name = repository.name }: { readonly name?: string | undefined },
): Promise<Repository> {
  const { site, identity } = context;
  if (identity.kind !== 'user') throw new Refusal(403, 'Resource not accessible by integration');
  const owner = actor(context);
  const given = forkOf(site, repository, owner);
  if (given !== undefined) return given;
  if (owner.id === repository.ownerId) {
    throw new Refusal(403, 'You cannot fork your own repository.');
  }
  if (site.world.repositoryNamed(owner.login, name) !== undefined) {
    throw unprocessable('A repository with this name already exists on this account.');
  }
  const id = site.world.nextId();
  const now = site.now();
  const fork: Repository = {
    ...repository,
    id,
    nodeId: nodeId('Repository', id),
    ownerId: owner.id,
    name,
    collaborators: new Map(),
    parentId: repository.id,
    createdAt: now,
    updatedAt: now,
  };
  await site.createGit(fork);
  // Whoever asked twice at once has one fork all the same.
  return forkOf(site, repository, owner) ?? site.world.repositories.put(fork);
}

function forkOf({ world }: Site, { id }: Repository, owner: Account): Repository | undefined {
  return world.repositories
    .all()
    .find(({ ownerId, parentId }) => ownerId === owner.id && parentId === id);
}

/** How a fork's branch came to its parent's state. */
export type Syncing = 'none' | 'fast-forward' | 'merge';

/** Brings a branch of a fork to the same branch of its parent. */
export async function mergeUpstream(
  context: Context,
  repository: Repository,
  branch: string,
): Promise<Syncing> {
  demandWrite(context, repository, CONTENTS);
  const { site } = context;
  const { parentId } = repository;
  if (parentId === undefined) throw unprocessable('The repository is not a fork.');
  const parent = existing(site.world.repositories, parentId);
  const upstream = site.git(parent).refs.get(BRANCHES + branch);
  const git = site.git(repository);
  if (upstream === undefined) throw unprocessable(`The branch ${branch} does not exist upstream.`);
  await bringObjects(git, site.git(parent), upstream);
  const name = BRANCHES + branch;
  let how: Syncing = 'none';
  await moveRefs(context, repository, async () => {
    const from = git.refs.get(name);
    if (from === undefined) throw new Refusal(404, 'Branch not found');
    if (await isAncestor(git, upstream, from)) return [];
    how = (await isAncestor(git, from, upstream)) ? 'fast-forward' : 'merge';
    const to =
      how === 'fast-forward' ? upstream : await mergedWith(context, repository, { from, upstream });
    return [{ name, from, to }];
  });
  return how;
}

async function mergedWith(
  context: Context,
  repository: Repository,
  { from, upstream }: { from: string; upstream: string },
): Promise<string> {
  const { site } = context;
  const tree = await mergedTree(site.git(repository), from, upstream);
  if (tree === undefined) {
    throw new Refusal(409, 'There are merge conflicts');
  }
  const now = site.now();
  const author = stampOf(actor(context), now);
  const message = 'Merge upstream';
  const parents = [from, upstream];
  return storeCommit(site, repository, {
    commit: { tree, parents, author, committer: webFlowStamp(now), message },
    isSigned: true,
  });
}
