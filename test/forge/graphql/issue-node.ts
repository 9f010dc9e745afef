import { association, issuePage, labelsOf } from '../json/issue.ts';
import { commitsOfPull, filesOfPull } from '../json/pull.ts';
import { type Issue, isPullRequest, type PullRequest } from '../world/issues.ts';
import { iso, isoOrNull } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { actorNode, actorNodeOrNull } from './actor-node.ts';
import { commentNode, labelNode } from './comment-node.ts';
import { connection } from './connection.ts';
import { commitNode } from './git-nodes.ts';
import type { Args, GraphContext, Node } from './node.ts';
import { refNode } from './ref-node.ts';

/** An issue, or a pull request where it is one. */
export function issueOrPullNode(context: GraphContext, issue: Issue): Node {
  return isPullRequest(issue) ? pullNode(context, issue) : issueNode(context, issue);
}

/** An issue. */
export function issueNode(context: GraphContext, issue: Issue): Node {
  return {
    ...sharedFields(context, issue),
    __typename: 'Issue',
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
  };
}

/** A pull request. */
export function pullNode(context: GraphContext, issue: PullRequest): Node {
  const { site } = context;
  const { pull } = issue;
  const head = site.world.repositories.get(pull.headRepositoryId);
  return {
    ...sharedFields(context, issue),
    ...gitFields(context, issue),
    __typename: 'PullRequest',
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    state: pull.merged === undefined ? issue.state.toUpperCase() : 'MERGED',
    isDraft: pull.draft,
    merged: pull.merged !== undefined,
    mergedAt: isoOrNull(pull.merged?.at),
    mergedBy: () => actorNodeOrNull(context, pull.merged?.byId),
    mergeable: async () => {
      const { mergeable } = await site.mergeTests.of(site, issue);
      if (mergeable === null) return 'UNKNOWN';
      return mergeable ? 'MERGEABLE' : 'CONFLICTING';
    },
    maintainerCanModify: pull.maintainerCanModify,
    isCrossRepository: pull.headRepositoryId !== issue.repositoryId,
    headRefName: pull.headRef,
    headRefOid: pull.headOid,
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseOid,
    baseRepository: () =>
      context.up.repository(existing(site.world.repositories, issue.repositoryId)),
    headRepository: () => (head === undefined ? null : context.up.repository(head)),
    headRepositoryOwner: () =>
      head === undefined ? null : actorNode(context, existing(site.world.accounts, head.ownerId)),
  };
}

function sharedFields(context: GraphContext, issue: Issue): Node {
  const { site, asOf } = context;
  const { world } = site;
  const repository = existing(world.repositories, issue.repositoryId);
  return {
    id: issue.nodeId,
    databaseId: issue.id,
    fullDatabaseId: String(issue.id),
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    url: issuePage(site, issue),
    author: () => actorNodeOrNull(context, issue.authorId),
    authorAssociation: association(site, repository, issue.authorId),
    editor: () => actorNodeOrNull(context, issue.editorId),
    createdAt: iso(issue.createdAt),
    updatedAt: iso(issue.updatedAt),
    closedAt: isoOrNull(issue.closedAt),
    lastEditedAt: isoOrNull(issue.lastEditedAt),
    includesCreatedEdit: issue.lastEditedAt !== undefined,
    closed: issue.state === 'closed',
    locked: false,
    repository: () => context.up.repository(repository),
    comments: (args: Args) =>
      connection(
        {
          name: 'comments',
          items: world.comments.in(issue.id, asOf),
          keyOf: ({ id }) => id,
          show: (comment) => commentNode(context, comment),
        },
        args,
      ),
    labels: (args: Args) =>
      connection(
        {
          name: 'labels',
          items: labelsOf(site, issue),
          keyOf: ({ id }) => id,
          show: labelNode,
        },
        args,
      ),
  };
}

function gitFields(context: GraphContext, issue: PullRequest): Node {
  const { site } = context;
  const { pull } = issue;
  const repository = existing(site.world.repositories, issue.repositoryId);
  const shelf = { context, repository };
  return {
    mergeCommit: () => (pull.merged === undefined ? null : commitNode(shelf, pull.merged.oid)),
    headRef: () => {
      const head = site.world.repositories.get(pull.headRepositoryId) ?? repository;
      return refNode({ context, repository: head }, `refs/heads/${pull.headRef}`);
    },
    baseRef: () => refNode(shelf, `refs/heads/${pull.baseRef}`),
    changedFiles: async () => (await filesOfPull(site, issue)).length,
    additions: async () => total(await filesOfPull(site, issue), 'additions'),
    deletions: async () => total(await filesOfPull(site, issue), 'deletions'),
    commits: async (args: Args) =>
      connection(
        {
          name: 'commits',
          items: await commitsOfPull(site, issue),
          keyOf: (oid) => oid,
          show: (oid) => ({
            __typename: 'PullRequestCommit',
            commit: () => commitNode(shelf, oid),
          }),
        },
        args,
      ),
    files: async (args: Args) =>
      connection(
        {
          name: 'files',
          items: await filesOfPull(site, issue),
          keyOf: ({ path }) => path,
          show: ({ path, additions, deletions, status }) => ({
            path,
            additions,
            deletions,
            changeType: status === 'removed' ? 'DELETED' : status.toUpperCase(),
          }),
        },
        args,
      ),
  };
}

function total(
  files: readonly { readonly additions: number; readonly deletions: number }[],
  field: 'additions' | 'deletions',
): number {
  return files.reduce((sum, file) => sum + file[field], 0);
}
