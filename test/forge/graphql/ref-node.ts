import { z } from 'zod';
import type { GitRepository } from '../git/git-repository.ts';
import { peel } from '../git/revision.ts';
import { isPullRequest } from '../world/issues.ts';
import { nodeId } from '../world/node-id.ts';
import { connection } from './connection.ts';
import { objectNode, type Shelf } from './git-nodes.ts';
import { type Args, type Node, readArgs } from './node.ts';

const REFS = z.object({
  refPrefix: z.string(),
  query: z.string().nullish(),
  direction: z.enum(['ASC', 'DESC']).nullish(),
  orderBy: z
    .object({
      field: z.enum(['ALPHABETICAL', 'TAG_COMMIT_DATE']),
      direction: z.enum(['ASC', 'DESC']),
    })
    .nullish(),
});

/** A ref by its full name; null where there is none. `prefix` is what its short name leaves out. */
export function refNode(shelf: Shelf, fullName: string, prefix = prefixOf(fullName)): Node | null {
  const { context, repository } = shelf;
  const { site, asOf } = context;
  const oid = site.git(repository).refs.get(fullName, asOf);
  if (oid === undefined) return null;
  const branch = fullName.slice('refs/heads/'.length);
  return {
    __typename: 'Ref',
    id: nodeId('Ref', repository.id, fullName),
    name: fullName.slice(prefix.length),
    prefix,
    target: () => objectNode(shelf, oid),
    repository: () => context.up.repository(repository),
    associatedPullRequests: (args: Args) =>
      connection(
        {
          name: 'associatedPullRequests',
          items: site.world.issues
            .in(repository.id, asOf)
            .filter(isPullRequest)
            .filter(({ pull }) => fullName.startsWith('refs/heads/') && pull.headRef === branch),
          keyOf: ({ id }) => id,
          show: (issue) => context.up.issueOrPull(issue),
        },
        args,
      ),
  };
}

/** A ref by a full name, or by that of a branch or tag alone. */
export function namedRefNode(shelf: Shelf, name: string): Node | null {
  const candidates = [name, `refs/heads/${name}`, `refs/tags/${name}`];
  for (const candidate of candidates.filter((one) => one.startsWith('refs/'))) {
    const found = refNode(shelf, candidate);
    if (found !== null) return found;
  }
  return null;
}

/** The refs beneath a prefix, by name, or tags by the date of their commits. */
export async function refConnection(shelf: Shelf, args: Args): Promise<Node> {
  const { refPrefix, query, direction, orderBy } = readArgs(args, REFS);
  const { site, asOf } = shelf.context;
  const git = site.git(shelf.repository);
  const found = git.refs
    .matching(refPrefix, asOf)
    .filter(([name]) => name.toLowerCase().includes((query ?? '').toLowerCase()));
  const sorted = orderBy?.field === 'TAG_COMMIT_DATE' ? await byCommitDate(git, found) : found;
  const falls = (orderBy?.direction ?? direction) === 'DESC';
  return connection(
    {
      name: 'refs',
      items: falls ? sorted.toReversed() : sorted,
      keyOf: ([name]) => name,
      show: ([name]) => refNode(shelf, name, refPrefix),
    },
    args,
  );
}

async function byCommitDate<T extends readonly [string, string]>(
  git: GitRepository,
  refs: readonly T[],
): Promise<T[]> {
  const dated = await Promise.all(
    refs.map(async (ref) => {
      const commit = await git.commit((await peel(git, ref[1])) ?? '');
      return { ref, date: commit?.committer.date ?? 0 };
    }),
  );
  return dated.sort((a, b) => a.date - b.date).map(({ ref }) => ref);
}

function prefixOf(name: string): string {
  return /^refs\/[^/]+\//.exec(name)?.[0] ?? '';
}
