import { notFound, Refusal } from '../access/refusal.ts';
import { pullsWith } from '../actions/pulls-with.ts';
import { filesBetween } from '../git/diff.ts';
import { aheadBehind, commitsIn, mergeBase } from '../git/history.ts';
import type { Commit } from '../git/objects.ts';
import { resolveCommit } from '../git/revision.ts';
import { paged, pageOf } from '../http/paging.ts';
import {
  type Answer,
  ok,
  param,
  type RepositoryCall,
  type Route,
  repositoryRoute,
} from '../http/route.ts';
import { accountBehind, commitChangesJson, commitJson, commitsOf, fileJson } from '../json/git.ts';
import { pullJson } from '../json/pull.ts';
import { repositoryPage, repositoryUrl } from '../json/repository.ts';

const READS = { reads: ['contents'] };
/** "Compare two commits": at most 300 files. */
const MOST_FILES = 300;

/** Commits and what lies between them. */
export const commitRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/commits', (call) => listCommits(call), {
    ...READS,
    heeds: ['sha', 'path', 'author', 'since', 'until'],
  }),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/commits/{ref}',
    async (call) => {
      const commit = await theCommit(call);
      if (call.accept.includes('.sha')) return { status: 200, body: Buffer.from(commit.oid) };
      return ok({
        ...(await commitJson(call, commit)),
        ...(await commitChangesJson(call, commit)),
      });
    },
    READS,
  ),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    async (call) => {
      const { site, repository } = call;
      const commit = await theCommit(call, 'commit_sha');
      return paged(call, await pullsWith(site, repository, commit.oid), (issue) =>
        pullJson(site, issue),
      );
    },
    { reads: ['pull_requests', 'contents'] },
  ),

  repositoryRoute('GET /repos/{owner}/{repo}/compare/{basehead}', (call) => compare(call), READS),
];

/** The commit a part of the path names; GitHub refuses what leads to none with 422. */
export async function theCommit(call: RepositoryCall, name = 'ref'): Promise<Commit> {
  const { site, repository, asOf } = call;
  const revision = param(call, name);
  const git = site.git(repository);
  const oid = await resolveCommit(git, revision, asOf);
  const commit = oid === undefined ? undefined : await git.commit(oid);
  if (commit === undefined) throw new Refusal(422, `No commit found for SHA: ${revision}`);
  return commit;
}

async function listCommits(call: RepositoryCall): Promise<Answer> {
  const { site, repository, query, asOf } = call;
  const git = site.git(repository);
  const revision = query.get('sha') ?? repository.defaultBranch;
  const to = await resolveCommit(git, revision, asOf);
  if (to === undefined) throw notFound();
  const [path, since, until] = ['path', 'since', 'until'].map((name) => query.get(name));
  const oids = await commitsIn(git, {
    to,
    ...(path ? { path } : {}),
    ...(since ? { since: Date.parse(since) } : {}),
    ...(until ? { until: Date.parse(until) } : {}),
  });
  const author = query.get('author');
  const commits = author === null ? oids.map((oid) => ({ oid })) : await commitsOf(git, oids);
  const wanted = commits.filter((commit) => author === null || isBy(call, commit, author));
  return paged(call, wanted, async ({ oid }) => {
    const commit = await git.commit(oid);
    return commit === undefined ? null : commitJson(call, commit);
  });
}

function isBy({ site }: RepositoryCall, commit: Commit | { oid: string }, author: string): boolean {
  if (!('author' in commit)) return false;
  return commit.author.email === author || accountBehind(site, commit.author)?.login === author;
}

/** Three dots: what `head` gained since it branched off from `base`. */
async function compare(call: RepositoryCall): Promise<Answer> {
  const { site, repository, asOf } = call;
  const git = site.git(repository);
  const [from = '', to = ''] = param(call, 'basehead').split('...');
  const [base, head] = await Promise.all([
    resolveCommit(git, from, asOf),
    resolveCommit(git, to, asOf),
  ]);
  const fork =
    base === undefined || head === undefined ? undefined : await mergeBase(git, base, head);
  if (base === undefined || head === undefined || fork === undefined) throw notFound();
  const { ahead, behind } = await aheadBehind(git, base, head);
  const [baseCommit, forkCommit] = await commitsOf(git, [base, fork]);
  if (baseCommit === undefined || forkCommit === undefined) throw notFound();
  const { items, link } = pageOf(call, (await commitsIn(git, { to: head, not: [base] })).reverse());
  const files = (await filesBetween(git, fork, head)).slice(0, MOST_FILES);
  const page = `${repositoryPage(site, repository)}/compare/${from}...${to}`;
  const commits = await commitsOf(git, items);
  return ok(
    {
      url: `${repositoryUrl(site, repository)}/compare/${from}...${to}`,
      html_url: page,
      permalink_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: await commitJson(call, baseCommit),
      merge_base_commit: await commitJson(call, forkCommit),
      status: statusOf(ahead, behind),
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: await Promise.all(commits.map((commit) => commitJson(call, commit))),
      files: files.map((file) => fileJson(call, file, head)),
    },
    link === undefined ? {} : { link },
  );
}

function statusOf(ahead: number, behind: number): string {
  if (ahead === 0) return behind === 0 ? 'identical' : 'behind';
  return behind === 0 ? 'ahead' : 'diverged';
}
