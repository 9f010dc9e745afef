import { z } from 'zod';
import { notFound } from '../access/refusal.ts';
import { demandRead } from '../access/rights.ts';
import { visibleReleases } from '../actions/releases.ts';
import { objectAt, resolveCommit, resolveRevision } from '../git/revision.ts';
import { fullName, ownerOf, repositoryPage } from '../json/repository.ts';
import { type Issue, isPullRequest, type PullRequest } from '../world/issues.ts';
import type { Repository } from '../world/repositories.ts';
import { iso } from '../world/time.ts';
import { actorNode } from './actor-node.ts';
import { connection } from './connection.ts';
import { objectNode } from './git-nodes.ts';
import { issueNode, issueOrPullNode, pullNode } from './issue-node.ts';
import { type Args, type GraphContext, type Node, readArgs } from './node.ts';
import { namedRefNode, refConnection, refNode } from './ref-node.ts';
import { releaseNode } from './release-node.ts';

const ORDER = z
  .object({ field: z.enum(['CREATED_AT', 'UPDATED_AT', 'COMMENTS']), direction: z.string() })
  .nullish();
const LISTED = z.object({
  states: z.array(z.string()).nullish(),
  labels: z.array(z.string()).nullish(),
  headRefName: z.string().nullish(),
  baseRefName: z.string().nullish(),
  orderBy: ORDER,
});

/** A repository. What a token may not read of it is an error of that field alone. */
export function repositoryNode(context: GraphContext, repository: Repository): Node {
  const { site } = context;
  const { id, nodeId, name, description, createdAt, pushedAt, parentId } = repository;
  const page = repositoryPage(site, repository);
  const parent = parentId === undefined ? undefined : site.world.repositories.get(parentId);
  return {
    __typename: 'Repository',
    id: nodeId,
    databaseId: id,
    name,
    nameWithOwner: fullName(site, repository),
    owner: () => actorNode(context, ownerOf(site, repository)),
    url: page,
    resourcePath: page.slice(site.webUrl.length),
    description: description ?? null,
    isPrivate: repository.private,
    visibility: repository.private ? 'PRIVATE' : 'PUBLIC',
    isFork: parentId !== undefined,
    isArchived: false,
    parent: () => (parent === undefined ? null : repositoryNode(context, parent)),
    createdAt: iso(createdAt),
    pushedAt: iso(pushedAt),
    ...gitFields(context, repository),
    ...issueFields(context, repository),
    release: ({ tagName }: Args) => {
      demandRead(context, repository, ['contents']);
      const found = visibleReleases(context, repository).find(({ tag }) => tag === tagName);
      return found === undefined ? null : releaseNode(context, found);
    },
  };
}

function gitFields(context: GraphContext, repository: Repository): Node {
  const shelf = { context, repository };
  const reading = () => demandRead(context, repository, ['contents']);
  return {
    defaultBranchRef: () => {
      reading();
      return refNode(shelf, `refs/heads/${repository.defaultBranch}`);
    },
    ref: ({ qualifiedName }: Args) => {
      reading();
      return namedRefNode(shelf, String(qualifiedName));
    },
    refs: (args: Args) => {
      reading();
      return refConnection(shelf, args);
    },
    object: async ({ oid, expression }: Args) => {
      reading();
      const found =
        typeof oid === 'string' ? oid : await resolved(context, repository, String(expression));
      return found === undefined ? null : objectNode(shelf, found);
    },
  };
}

/** `main`, `main:path` or `<oid>:path`; refs as of the moment the request reads. */
async function resolved(
  { site, asOf }: GraphContext,
  repository: Repository,
  expression: string,
): Promise<string | undefined> {
  const git = site.git(repository);
  const colon = expression.indexOf(':');
  const revision = (colon < 0 ? expression : expression.slice(0, colon)) || 'HEAD';
  const named = revision === 'HEAD' ? `refs/heads/${repository.defaultBranch}` : revision;
  if (colon < 0) return resolveRevision(git, named, asOf);
  const commit = await resolveCommit(git, named, asOf);
  if (commit === undefined) return undefined;
  return (await objectAt(git, commit, expression.slice(colon + 1)))?.object.oid;
}

function issueFields(context: GraphContext, repository: Repository): Node {
  const { site, asOf } = context;
  const all = () => site.world.issues.in(repository.id, asOf);
  const reading = (permission: string) => demandRead(context, repository, [permission]);
  const numbered = (kind: string, { number }: Args, fits: (issue: Issue) => boolean) => {
    const found = all().find((issue) => issue.number === number && fits(issue));
    if (found !== undefined) return issueOrPullNode(context, found);
    throw notFound(`Could not resolve to ${kind} with the number of ${String(number)}.`);
  };
  return {
    issue: (args: Args) => {
      reading('issues');
      return numbered('an Issue', args, ({ pull }) => pull === undefined);
    },
    pullRequest: (args: Args) => {
      reading('pull_requests');
      return numbered('a PullRequest', args, isPullRequest);
    },
    issueOrPullRequest: (args: Args) => {
      reading('issues');
      return numbered('an issue or pull request', args, () => true);
    },
    issues: (args: Args) => {
      reading('issues');
      const items = wanted(
        context,
        all().filter(({ pull }) => pull === undefined),
        args,
      );
      const show = (issue: Issue) => issueNode(context, issue);
      return connection({ name: 'issues', items, keyOf: ({ id }) => id, show }, args);
    },
    pullRequests: (args: Args) => {
      reading('pull_requests');
      const items = wanted(context, all().filter(isPullRequest), args);
      const show = (issue: PullRequest) => pullNode(context, issue);
      return connection({ name: 'pullRequests', items, keyOf: ({ id }) => id, show }, args);
    },
  };
}

function wanted<T extends Issue>(context: GraphContext, issues: readonly T[], args: Args): T[] {
  const { states, labels, headRefName, baseRefName, orderBy } = readArgs(args, LISTED);
  const { world } = context.site;
  const stateOf = ({ state, pull }: T) => (pull?.merged ? 'MERGED' : state.toUpperCase());
  const labelsOf = ({ labelIds }: T) => labelIds.map((id) => world.labels.get(id)?.name);
  const fitting = issues.filter(
    (issue) =>
      (states ?? [stateOf(issue)]).includes(stateOf(issue)) &&
      (labels == null || labels.some((name) => labelsOf(issue).includes(name))) &&
      (headRefName == null || issue.pull?.headRef === headRefName) &&
      (baseRefName == null || issue.pull?.baseRef === baseRefName),
  );
  const key = orderBy?.field === 'UPDATED_AT' ? 'updatedAt' : 'createdAt';
  const sign = orderBy?.direction === 'DESC' ? -1 : 1;
  return fitting.sort((a, b) => sign * (a[key] - b[key] || a.number - b.number));
}
