import { Refusal } from '../access/refusal.ts';
import { actor, demandWrite } from '../access/rights.ts';
import { commitsIn } from '../git/history.ts';
import { mergedTree, rebased } from '../git/merge.ts';
import { commitsOf } from '../json/git.ts';
import { ownerOf } from '../json/repository.ts';
import type { Context } from '../site.ts';
import type { PullRequest } from '../world/issues.ts';
import { existing } from '../world/world.ts';
import { latestPull } from './change-issue.ts';
import { stampOf, storeCommit, webFlowStamp } from './commit-files.ts';
import { recordMerge } from './follow-pulls.ts';
import { pullNews } from './pull-news.ts';
import { afterMove } from './push.ts';
import { BRANCHES } from './ref-name.ts';
import { CONTENTS } from './refs.ts';

/** How to merge. The words replace GitHub's own where given. */
export interface MergeOrder {
  readonly method: 'merge' | 'squash' | 'rebase';
  /** What the head must be; anything else refuses. */
  readonly sha?: string | undefined;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
}

/** What a merge put on the base branch. */
interface Result {
  readonly oid: string;
  readonly commits: readonly string[];
}

/**
 * Merges a pull request with git's own merge, so that what the base gained
 * meanwhile stays. Answers the commit the base branch then ends at.
 */
export async function mergePull(
  context: Context,
  issue: PullRequest,
  order: MergeOrder,
): Promise<string> {
  const { site } = context;
  const repository = existing(site.world.repositories, issue.repositoryId);
  demandWrite(context, repository, { ...CONTENTS, otherwise: 'must-be-admin' });
  const git = site.git(repository);
  const name = BRANCHES + issue.pull.baseRef;
  const { from, merged } = await git.lock.run(async () => {
    const current = latestPull(site, issue);
    checkMergeable(current, order);
    const base = git.refs.get(name);
    if (base === undefined) throw notMergeable();
    const made = await mergeOf(context, current, { base, order });
    await git.move([{ name, from: base, to: made.oid }], site.now());
    return { from: base, merged: recordMerge(context, current, { ...made, baseOid: base }) };
  });
  await pullNews(context, merged, { action: 'closed' });
  const to = merged.pull.merged?.oid ?? from;
  await afterMove(context, repository, [{ name, from, to }]);
  return to;
}

function checkMergeable({ state, pull }: PullRequest, { sha }: MergeOrder): void {
  if (state === 'closed') throw notMergeable();
  if (pull.draft) throw new Refusal(405, 'Pull Request is still a draft');
  if (sha !== undefined && sha !== pull.headOid) {
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
  }
}

async function mergeOf(
  context: Context,
  issue: PullRequest,
  { base, order }: { base: string; order: MergeOrder },
): Promise<Result> {
  const { site } = context;
  const repository = existing(site.world.repositories, issue.repositoryId);
  const git = site.git(repository);
  const head = issue.pull.headOid;
  const committer = webFlowStamp(site.now());
  if (order.method === 'rebase') {
    const commits = await rebased(git, {
      base,
      head,
      committer: stampOf(actor(context), site.now()),
    });
    const tip = commits?.at(-1);
    if (commits === undefined || tip === undefined)
      throw new Refusal(405, "This branch can't be rebased");
    return { oid: tip, commits };
  }
  const tree = await mergedTree(git, base, head);
  if (tree === undefined) throw notMergeable();
  const isMerge = order.method === 'merge';
  const authorId = isMerge ? actor(context).id : issue.authorId;
  const tip = await storeCommit(site, repository, {
    commit: {
      tree,
      parents: isMerge ? [base, head] : [base],
      author: stampOf(existing(site.world.accounts, authorId), site.now()),
      committer,
      message: await messageFor(context, issue, { base, order }),
    },
    isSigned: true,
  });
  const brought = isMerge ? await commitsIn(git, { to: head, not: [base] }) : [];
  return { oid: tip, commits: [...brought, tip] };
}

async function messageFor(
  { site }: Context,
  issue: PullRequest,
  { base, order }: { base: string; order: MergeOrder },
): Promise<string> {
  const { pull, number, title } = issue;
  const headOwner = ownerOf(site, existing(site.world.repositories, pull.headRepositoryId)).login;
  const isMerge = order.method === 'merge';
  const subject =
    order.title ??
    (isMerge
      ? `Merge pull request #${number} from ${headOwner}/${pull.headRef}`
      : `${title} (#${number})`);
  const git = site.git(existing(site.world.repositories, issue.repositoryId));
  const commits = await commitsOf(git, await commitsIn(git, { to: pull.headOid, not: [base] }));
  const list = commits.reverse().map(({ message }) => `* ${message.trim()}`);
  const body = order.message ?? (isMerge ? title : list.join('\n\n'));
  return body === '' ? subject : `${subject}\n\n${body}`;
}

function notMergeable(): Refusal {
  return new Refusal(405, 'Pull Request is not mergeable');
}
