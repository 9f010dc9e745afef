import { invalidField, type Refusal } from '../access/refusal.ts';
import { canSee, demandWrite, mayWrite, type Need } from '../access/rights.ts';
import { aheadBehind, mergeBase } from '../git/history.ts';
import { ownerOf } from '../json/repository.ts';
import type { Context } from '../site.ts';
import { isPullRequest, type Pull, type PullRequest } from '../world/issues.ts';
import type { Repository } from '../world/repositories.ts';
import { bringObjects, publishHead } from './follow-pulls.ts';
import { putIssue } from './issues.ts';
import { pullNews } from './pull-news.ts';
import { BRANCHES } from './ref-name.ts';
import { CONTENTS } from './refs.ts';
import { checkBody, checkTitle } from './text.ts';

/** A pull request to be opened. `head` is a branch of `headRepository`. */
export interface NewPull {
  readonly title: string;
  readonly body?: string | undefined;
  readonly base: string;
  readonly headRepository: Repository;
  readonly head: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
}

/** Where a branch leads, in which repository. */
interface End {
  readonly repository: Repository;
  readonly branch: string;
  readonly oid: string;
}

const PULLS: Need = { permissions: ['pull_requests'], role: 'read' };

/**
 * Opens a pull request. An App must be installed on the repository it goes to;
 * a person must be allowed to push to the branch it comes from.
 */
export async function createPull(
  context: Context,
  repository: Repository,
  order: NewPull,
): Promise<PullRequest> {
  demandWrite(context, repository, PULLS);
  checkTitle('PullRequest', order.title);
  checkBody('PullRequest', order.body);
  const base = endOf(context, { repository, branch: order.base }, 'base');
  const head = endOf(context, { repository: order.headRepository, branch: order.head }, 'head');
  checkAuthor(context, head);
  await checkCommits(context, base, head);
  // From here to where it is stored nothing waits, so that no two are opened at once.
  checkUnique(context, base, head);
  const issue = putPull(context, { base, head, order });
  await publishHead(context.site, issue);
  await pullNews(context, issue, { action: 'opened' });
  return issue;
}

/** The repository and branch that `branch` or `owner:branch` means, within one network of forks. */
export function headNamed(
  context: Context,
  repository: Repository,
  head: string,
): { repository: Repository; branch: string } {
  const [, owner, branch = ''] = /^(?:([^:]+):)?(.+)$/.exec(head) ?? [];
  if (owner === undefined) return { repository, branch };
  const { world } = context.site;
  const account = world.accountNamed(owner);
  const related = world.repositories
    .all()
    .filter((one) => one.ownerId === account?.id && canSee(context, one))
    .find((one) => rootOf(context, one) === rootOf(context, repository));
  if (related === undefined) throw invalidEnd('head');
  return { repository: related, branch };
}

function rootOf(context: Context, repository: Repository): number {
  const { parentId } = repository;
  const parent = parentId === undefined ? undefined : context.site.world.repositories.get(parentId);
  return parent === undefined ? repository.id : rootOf(context, parent);
}

function endOf(
  { site, asOf }: Context,
  { repository, branch }: { repository: Repository; branch: string },
  field: 'base' | 'head',
): End {
  const oid = site.git(repository).refs.get(BRANCHES + branch, asOf);
  if (oid === undefined) throw invalidEnd(field);
  return { repository, branch, oid };
}

function checkAuthor(context: Context, head: End): void {
  if (context.identity.kind !== 'user' || mayWrite(context, head.repository, CONTENTS)) return;
  throw custom('must be a collaborator');
}

function checkUnique({ site }: Context, base: End, head: End): void {
  const same = site.world.issues
    .in(base.repository.id)
    .filter(isPullRequest)
    .some(
      ({ state, pull }) =>
        state === 'open' &&
        pull.baseRef === base.branch &&
        pull.headRef === head.branch &&
        pull.headRepositoryId === head.repository.id,
    );
  if (!same) return;
  const owner = ownerOf(site, head.repository).login;
  throw custom(`A pull request already exists for ${owner}:${head.branch}.`);
}

/** Brings the head's commits to the base's repository, and refuses a head that has none of its own. */
async function checkCommits({ site }: Context, base: End, head: End): Promise<void> {
  const git = site.git(base.repository);
  await bringObjects(git, site.git(head.repository), head.oid);
  const isCross = base.repository.id !== head.repository.id;
  const nameOf = ({ repository, branch }: End) =>
    isCross ? `${ownerOf(site, repository).login}:${branch}` : branch;
  if ((await mergeBase(git, base.oid, head.oid)) === undefined) {
    throw custom(`The ${nameOf(head)} branch has no history in common with ${nameOf(base)}`);
  }
  if ((await aheadBehind(git, base.oid, head.oid)).ahead === 0) {
    throw custom(`No commits between ${nameOf(base)} and ${nameOf(head)}`);
  }
}

function putPull(
  context: Context,
  { base, head, order }: { base: End; head: End; order: NewPull },
): PullRequest {
  const pull: Pull = {
    id: context.site.world.nextId(),
    headRepositoryId: head.repository.id,
    headRef: head.branch,
    headOid: head.oid,
    baseRef: base.branch,
    baseOid: base.oid,
    draft: order.draft,
    maintainerCanModify: order.maintainerCanModify && base.repository.id !== head.repository.id,
    requestedReviewerIds: [],
    merged: undefined,
  };
  return putIssue(context, base.repository, { ...order, pull });
}

function invalidEnd(field: 'base' | 'head'): Refusal {
  return invalidField({ resource: 'PullRequest', field, code: 'invalid' });
}

function custom(message: string): Refusal {
  return invalidField({ resource: 'PullRequest', code: 'custom', message });
}
