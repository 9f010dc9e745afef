import { z } from 'zod';
import { RingmasterError } from '../../domain/errors.ts';
import type { Change, Repository } from '../../domain/release.ts';
import type { Changes, Code, TextFile } from '../../plugin/forge.ts';
import { once, Recent } from '../recent.ts';
import { asking, askingFor } from './failures.ts';
import type { Octokit } from './octokit.ts';

/** GitHub's contents API gives no content above this. */
const LARGEST_FILE = 1024 * 1024;

/** GitHub answers at most this many commits a page, and this many objects of one query are cheap. */
const PAGE = 100;

/** How many characters of files are remembered of one repository; the largest file fits. */
const FILES_ROOM = 2 * LARGEST_FILE;

/** How many stretches of history are remembered of one repository. */
const CHANGES_ROOM = 50;

/** Reads what is committed. Whatever has a commit's id in its question is asked once, for it never changes. */
export function githubCode(octokit: Octokit, { owner, name: repo }: Repository): Code {
  const files = new Recent<Promise<TextFile | undefined>>(FILES_ROOM);
  const changes = new Recent<Promise<Changes>>(CHANGES_ROOM);
  return {
    async head() {
      return asking('reading the default branch', 'read', async () => {
        const answer = HEAD.parse(await octokit.graphql(HEAD_QUERY, { owner, repo }));
        const { name: branch, target } = answer.repository.defaultBranchRef;
        return { branch, commit: target.oid };
      });
    },

    async commit(ref) {
      const ask = () => octokit.rest.repos.getCommit({ owner, repo, ref, per_page: 1 });
      return (await askingFor(`reading ${ref}`, ask, [404, 422]))?.data.sha;
    },

    file: (commit, path) =>
      once(files, `${commit}:${path}`, {
        ask: () => readFile(octokit, { owner, repo, commit, path }),
        weight: weightOf,
      }),

    changes: (since, commit) =>
      once(changes, `${since ?? ''}...${commit}`, {
        ask: () => readChanges(octokit, { owner, repo, since, commit }),
      }),
  };
}

const HEAD_QUERY = `query Head($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { defaultBranchRef { name target { oid } } }
}`;
const HEAD = z.object({
  repository: z.object({
    defaultBranchRef: z.object({ name: z.string(), target: z.object({ oid: z.string() }) }),
  }),
});

async function readFile(
  octokit: Octokit,
  { owner, repo, commit, path }: { owner: string; repo: string; commit: string; path: string },
) {
  const found = await askingFor(`reading ${path}`, () =>
    octokit.rest.repos.getContent({ owner, repo, path, ref: commit }),
  );
  if (found === undefined) return undefined;
  const file = FILE.safeParse(found.data);
  if (!file.success || file.data.size > LARGEST_FILE)
    throw new RingmasterError('outside-garbled', `${path} is no text file of at most 1 MiB`);
  const text = Buffer.from(file.data.content, 'base64').toString('utf8');
  return { blob: file.data.sha, text };
}

const FILE = z.object({
  type: z.literal('file'),
  encoding: z.literal('base64'),
  size: z.int(),
  sha: z.string(),
  content: z.string(),
});

interface Stretch {
  readonly owner: string;
  readonly repo: string;
  readonly since: string | undefined;
  readonly commit: string;
}

async function readChanges(octokit: Octokit, stretch: Stretch): Promise<Changes> {
  const commits = await asking('listing commits', 'read', () => listCommits(octokit, stretch));
  const found = new Map<number, Change>();
  for (let start = 0; start < commits.length; start += PAGE)
    for (const change of await pullsOf(octokit, stretch, commits.slice(start, start + PAGE)))
      found.set(change.number, change);
  return {
    commits: commits.length,
    changes: [...found.values()].toSorted((a, b) => b.number - a.number),
  };
}

async function listCommits(
  octokit: Octokit,
  { owner, repo, since, commit }: Stretch,
): Promise<readonly string[]> {
  const pages =
    since === undefined
      ? octokit.paginate.iterator(octokit.rest.repos.listCommits, {
          owner,
          repo,
          sha: commit,
          per_page: PAGE,
        })
      : octokit.paginate.iterator('GET /repos/{owner}/{repo}/compare/{basehead}', {
          owner,
          repo,
          basehead: `${since}...${commit}`,
          per_page: PAGE,
        });
  // A page may repeat what the one before said, where something was pushed meanwhile.
  const found = new Set<string>();
  for await (const { data } of pages) for (const { sha } of COMMITS.parse(data)) found.add(sha);
  return [...found];
}

const COMMITS = z.preprocess(
  (page) => (typeof page === 'object' && page !== null && 'commits' in page ? page.commits : page),
  z.array(z.object({ sha: z.string() })),
);

/** The merged pull requests that brought these commits, in one request. */
async function pullsOf(
  octokit: Octokit,
  { owner, repo }: Stretch,
  commits: readonly string[],
): Promise<readonly Change[]> {
  const fields = commits.map((oid, index) => `c${index}: object(oid: "${oid}") { ...pulls }`);
  const query = `query Pulls($owner: String!, $repo: String!) {
    repository(owner: $owner, name: $repo) { ${fields.join('\n')} }
  }
  fragment pulls on Commit {
    associatedPullRequests(first: 5) { nodes { number title state author { login } baseRepository { nameWithOwner } } }
  }`;
  const answer = await asking('reading pull requests', 'read', () =>
    octokit.graphql(query, { owner, repo }),
  );
  const here = `${owner}/${repo}`.toLowerCase();
  return Object.values(PULLS.parse(answer).repository).flatMap((commit) =>
    (commit?.associatedPullRequests.nodes ?? [])
      .filter(
        ({ state, baseRepository }) =>
          state === 'MERGED' && baseRepository?.nameWithOwner.toLowerCase() === here,
      )
      .map(({ number, title, author }) => ({ number, title, author: author?.login ?? 'ghost' })),
  );
}

const PULLS = z.object({
  repository: z.record(
    z.string(),
    z
      .object({
        associatedPullRequests: z.object({
          nodes: z.array(
            z.object({
              number: z.int(),
              title: z.string(),
              state: z.string(),
              author: z.object({ login: z.string() }).nullable(),
              baseRepository: z.object({ nameWithOwner: z.string() }).nullable(),
            }),
          ),
        }),
      })
      .nullable(),
  ),
});

/** Even that there is no such file takes some room to remember. */
function weightOf(file: TextFile | undefined): number {
  return 200 + (file?.text.length ?? 0);
}
