import { actor } from '../access/rights.ts';
import type { GitRepository } from '../git/git-repository.ts';
import { commitsIn, isAncestor } from '../git/history.ts';
import type { RefChange } from '../git/refs.ts';
import { tryGit } from '../git/run.ts';
import type { Context, Site } from '../site.ts';
import { isPullRequest, type PullRequest } from '../world/issues.ts';
import type { Repository } from '../world/repositories.ts';
import { existing } from '../world/world.ts';
import { changePull, latestPull } from './change-issue.ts';
import { pullNews } from './pull-news.ts';
import { BRANCHES, branchIn } from './ref-name.ts';

/**
 * Open pull requests follow their branches: new commits on the head are taken
 * in, a branch that is gone closes them, and a base that already holds the
 * head counts as merged.
 */
export async function followPulls(
  context: Context,
  repository: Repository,
  change: RefChange,
): Promise<void> {
  const { world } = context.site;
  const branch = branchIn(change.name);
  const open = world.issues
    .all()
    .filter(isPullRequest)
    .filter(({ state }) => state === 'open');
  for (const issue of open) {
    const { pull, repositoryId } = issue;
    const isHead = pull.headRepositoryId === repository.id && pull.headRef === branch;
    const isBase = repositoryId === repository.id && pull.baseRef === branch;
    if (isHead || isBase) await follow(context, issue, { isGone: change.to === undefined, isHead });
  }
}

async function follow(
  context: Context,
  issue: PullRequest,
  { isGone, isHead }: { isGone: boolean; isHead: boolean },
): Promise<void> {
  if (isGone) return closePull(context, issue);
  return isHead ? takeInHead(context, issue) : noticeMerge(context, issue);
}

/** Makes commits of a fork known to the repository they are proposed to. */
export async function bringObjects(base: GitRepository, head: GitRepository, oid: string) {
  if (base === head) return;
  const fetch = ['fetch', '--quiet', '--no-write-fetch-head', head.directory, oid];
  const { code, stderr } = await tryGit(base.directory, fetch);
  if (code !== 0) throw new Error(`cannot fetch the head of a pull request: ${stderr}`);
}

/** Sets the ref under which git clients fetch a pull request. */
export async function publishHead(site: Site, issue: PullRequest): Promise<void> {
  const base = site.git(existing(site.world.repositories, issue.repositoryId));
  const name = `refs/pull/${issue.number}/head`;
  await base.lock.run(() =>
    base.move([{ name, from: base.refs.get(name), to: issue.pull.headOid }], site.now()),
  );
}

async function takeInHead(context: Context, issue: PullRequest): Promise<void> {
  const { site } = context;
  const { pull } = issue;
  const head = site.git(existing(site.world.repositories, pull.headRepositoryId));
  const headOid = head.refs.get(BRANCHES + pull.headRef);
  if (headOid === undefined || headOid === pull.headOid) return;
  const base = site.git(existing(site.world.repositories, issue.repositoryId));
  const baseOid = base.refs.get(BRANCHES + pull.baseRef) ?? pull.baseOid;
  await bringObjects(base, head, headOid);
  const before = latestPull(site, issue);
  if (before.state === 'closed' || before.pull.headOid === headOid) return;
  const changed = changePull(site, issue, { pull: { headOid, baseOid } });
  await publishHead(site, changed);
  const more = { before: before.pull.headOid, after: headOid };
  await pullNews(context, changed, { action: 'synchronize', more });
}

async function closePull(context: Context, issue: PullRequest): Promise<void> {
  const { site } = context;
  if (latestPull(site, issue).state === 'closed') return;
  const closed = { state: 'closed', closedAt: site.now(), closedById: actor(context).id } as const;
  const changed = changePull(site, issue, { issue: closed });
  await pullNews(context, changed, { action: 'closed' });
}

async function noticeMerge(context: Context, issue: PullRequest): Promise<void> {
  const { site } = context;
  const { pull } = issue;
  const git = site.git(existing(site.world.repositories, issue.repositoryId));
  const tip = git.refs.get(BRANCHES + pull.baseRef);
  if (tip === undefined || !(await isAncestor(git, pull.headOid, tip))) return;
  const commits = await commitsIn(git, { to: pull.headOid, not: [pull.baseOid] });
  if (latestPull(site, issue).state === 'closed') return;
  const merged = recordMerge(context, issue, { oid: tip, commits });
  await pullNews(context, merged, { action: 'closed' });
}

/** Ends a pull request as merged. Whoever calls it tells of it. */
export function recordMerge(
  context: Context,
  issue: PullRequest,
  merge: { readonly oid: string; readonly commits: readonly string[]; readonly baseOid?: string },
): PullRequest {
  const { site } = context;
  const at = site.now();
  const byId = actor(context).id;
  const { oid, commits, baseOid = issue.pull.baseOid } = merge;
  return changePull(site, issue, {
    issue: { state: 'closed', closedAt: at, closedById: byId },
    pull: { baseOid, merged: { oid, commits, at, byId } },
  });
}
