import { z } from 'zod';
import { RingmasterError } from '../../domain/errors.ts';
import type { Target } from '../../plugin/proposals.ts';
import { asking, askingFor } from './failures.ts';
import type { Octokit } from './octokit.ts';

/** A pull request that is open on the repository of an image list. */
export interface OpenPull {
  readonly number: number;
  readonly address: string;
  readonly title: string;
  readonly branch: string;
  /** Undefined where the account is gone. */
  readonly author: string | undefined;
  /** The owner of the repository that the branch is in; undefined where it is gone. */
  readonly from: string | undefined;
}

/** What stands around an image list. */
export interface ListSite {
  /** The text of a second file; undefined where there is none. */
  readonly beside: string | undefined;
  /** The newest open pull requests, at most a hundred. */
  readonly pulls: readonly OpenPull[];
}

const SITE_QUERY = `query ListSite($owner: String!, $name: String!, $beside: String!) {
  repository(owner: $owner, name: $name) {
    beside: object(expression: $beside) { ... on Blob { isTruncated text } }
    pullRequests(states: [OPEN], last: 100) {
      nodes { number url title headRefName author { login } headRepositoryOwner { login } }
    }
  }
}`;

const LOGIN = z.object({ login: z.string() }).nullable();

const SITE = z.object({
  repository: z.object({
    beside: z.object({ isTruncated: z.boolean(), text: z.string().nullable() }).nullable(),
    pullRequests: z.object({
      nodes: z.array(
        z.object({
          number: z.int(),
          url: z.string(),
          title: z.string(),
          headRefName: z.string(),
          author: LOGIN,
          headRepositoryOwner: LOGIN,
        }),
      ),
    }),
  }),
});

/** Reads what stands around an image list, in one request. */
export async function readListSite(
  octokit: Octokit,
  { owner, name }: Target,
  beside: string,
): Promise<ListSite> {
  return asking(`reading ${owner}/${name}`, 'read', async () => {
    const variables = { owner, name, beside: `HEAD:${beside}` };
    const { repository } = SITE.parse(await octokit.graphql(SITE_QUERY, variables));
    const file = repository.beside;
    if (file?.isTruncated)
      throw new RingmasterError('outside-garbled', `${beside} is too long to be read`);
    return {
      beside: file?.text ?? undefined,
      pulls: repository.pullRequests.nodes.map((pull) => ({
        number: pull.number,
        address: pull.url,
        title: pull.title,
        branch: pull.headRefName,
        author: pull.author?.login,
        from: pull.headRepositoryOwner?.login,
      })),
    };
  });
}

/** Of a file above one megabyte GitHub's contents API tells everything but the content. */
const FILE = z.object({
  type: z.literal('file'),
  encoding: z.string(),
  sha: z.string(),
  content: z.string(),
});

/**
 * A text file of a repository's default branch, of whatever size, without the
 * token that GraphQL always needs; undefined where there is no such file.
 */
export async function readPublicFile(
  octokit: Octokit,
  { owner, name: repo }: Target,
  path: string,
): Promise<string | undefined> {
  const what = `reading ${path} of ${owner}/${repo}`;
  const found = await askingFor(what, () => octokit.rest.repos.getContent({ owner, repo, path }));
  if (found === undefined) return undefined;
  const file = FILE.safeParse(found.data);
  if (!file.success) throw new RingmasterError('outside-garbled', `${path} is no file`);
  const { encoding, content, sha } = file.data;
  if (encoding === 'base64') return decoded(content);
  const { data } = await asking(what, 'read', () =>
    octokit.rest.git.getBlob({ owner, repo, file_sha: sha }),
  );
  return decoded(data.content);
}

function decoded(content: string): string {
  return Buffer.from(content, 'base64').toString('utf8');
}
