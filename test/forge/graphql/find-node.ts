import { notFound } from '../access/refusal.ts';
import { canSee, demandRead } from '../access/rights.ts';
import type { Comment, Issue } from '../world/issues.ts';
import { isPullRequest, type PullRequest } from '../world/issues.ts';
import { type NodeKey, readNodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repositories.ts';
import { actorNode } from './actor-node.ts';
import { commentNode, labelNode } from './comment-node.ts';
import { objectNode } from './git-nodes.ts';
import { issueOrPullNode } from './issue-node.ts';
import type { GraphContext, Node } from './node.ts';
import { refNode } from './ref-node.ts';
import { releaseNode } from './release-node.ts';
import { repositoryNode } from './repository-node.ts';

/** Something a node id stands for, in the repository it belongs to. */
export interface Located<T> {
  readonly repository: Repository;
  readonly thing: T;
}

type Finder = (context: GraphContext, key: NodeKey) => Node | Promise<Node | null> | null;

const account: Finder = (context, { id }) => {
  const found = context.site.world.accounts.get(id);
  return found === undefined ? null : actorNode(context, found);
};
const issue: Finder = (context, { id }) => {
  const found = context.site.world.issues.get(id, context.asOf);
  return found === undefined ? null : issueOrPullNode(context, found);
};
const gitObject: Finder = (context, { id, name }) => {
  const repository = visible(context, id);
  return repository === undefined ? null : objectNode({ context, repository }, name);
};

const FINDERS: Readonly<Partial<Record<NodeKey['kind'], Finder>>> = {
  User: account,
  Organization: account,
  Bot: account,
  Repository: (context, { id }) => {
    const repository = visible(context, id);
    return repository === undefined ? null : repositoryNode(context, repository);
  },
  Issue: issue,
  PullRequest: issue,
  IssueComment: (context, { id }) => {
    const found = context.site.world.comments.get(id, context.asOf);
    return found === undefined ? null : commentNode(context, found);
  },
  Label: (context, { id }) => {
    const found = context.site.world.labels.get(id);
    return found === undefined ? null : labelNode(found);
  },
  Release: (context, { id }) => {
    const found = context.site.world.releases.get(id);
    return found === undefined || found.draft ? null : releaseNode(context, found);
  },
  Ref: (context, { id, name }) => {
    const repository = visible(context, id);
    return repository === undefined ? null : refNode({ context, repository }, name);
  },
  Commit: gitObject,
  Tree: gitObject,
  Blob: gitObject,
  Tag: gitObject,
};

/**
 * The node with an id.
 * @throws Refusal NOT_FOUND where there is none, or none for the one who asks.
 */
export async function findNode(context: GraphContext, id: string): Promise<Node> {
  const key = readNodeId(id);
  if (key !== undefined) checkVisible(context, key, id);
  const finder = key === undefined ? undefined : FINDERS[key.kind];
  const found = key === undefined || finder === undefined ? null : await finder(context, key);
  if (found === null) throw unknownNode(id);
  return found;
}

/** The repository a node id stands for. */
export function repositoryWithId(context: GraphContext, id: string): Repository {
  const key = readNodeId(id);
  const found = key?.kind === 'Repository' ? visible(context, key.id) : undefined;
  if (found === undefined) throw unknownNode(id);
  return found;
}

/** The issue or pull request a node id stands for. */
export function issueWithId(context: GraphContext, id: string): Issue {
  const key = readNodeId(id);
  const isOne = key?.kind === 'Issue' || key?.kind === 'PullRequest';
  const found = isOne ? context.site.world.issues.get(key.id) : undefined;
  if (found === undefined || visible(context, found.repositoryId) === undefined) {
    throw unknownNode(id);
  }
  return found;
}

/** The pull request a node id stands for. */
export function pullWithId(context: GraphContext, id: string): PullRequest {
  const found = issueWithId(context, id);
  if (!isPullRequest(found)) throw unknownNode(id);
  return found;
}

/** The comment a node id stands for. */
export function commentWithId(context: GraphContext, id: string): Comment {
  const key = readNodeId(id);
  const found = key?.kind === 'IssueComment' ? context.site.world.comments.get(key.id) : undefined;
  if (found === undefined || visible(context, found.repositoryId) === undefined) {
    throw unknownNode(id);
  }
  return found;
}

/** The ref a node id stands for, by repository and full name. */
export function refWithId(context: GraphContext, id: string): Located<string> {
  const key = readNodeId(id);
  const repository = key?.kind === 'Ref' ? visible(context, key.id) : undefined;
  if (key === undefined || repository === undefined) throw unknownNode(id);
  return { repository, thing: key.name };
}

/** What GitHub says to a node id that leads nowhere. */
export function unknownNode(id: string) {
  return notFound(`Could not resolve to a node with the global id of '${id}'.`);
}

function visible(context: GraphContext, repositoryId: number): Repository | undefined {
  const found = context.site.world.repositories.get(repositoryId);
  return found !== undefined && canSee(context, found) ? found : undefined;
}

/** Issues, comments and labels are as visible as their repository; what git has, to who reads contents. */
function checkVisible(context: GraphContext, { kind, id }: NodeKey, text: string): void {
  const { world } = context.site;
  const repositoryId = {
    Issue: world.issues.get(id)?.repositoryId,
    PullRequest: world.issues.get(id)?.repositoryId,
    IssueComment: world.comments.get(id)?.repositoryId,
    Label: world.labels.get(id)?.repositoryId,
    Release: world.releases.get(id)?.repositoryId,
    Repository: id,
    Ref: id,
    Commit: id,
    Tree: id,
    Blob: id,
    Tag: id,
  };
  if (!isOwned(kind, repositoryId)) return;
  const repository = visible(context, repositoryId[kind] ?? 0);
  if (repository === undefined) throw unknownNode(text);
  demandRead(context, repository, PERMISSIONS[kind] ?? ['metadata']);
}

const PERMISSIONS: Readonly<Partial<Record<NodeKey['kind'], readonly string[]>>> = {
  Issue: ['issues'],
  PullRequest: ['pull_requests', 'issues'],
  IssueComment: ['issues', 'pull_requests'],
  Release: ['contents'],
  Ref: ['contents'],
  Commit: ['contents'],
  Tree: ['contents'],
  Blob: ['contents'],
  Tag: ['contents'],
};

function isOwned<K extends string>(kind: string, owned: Readonly<Record<K, unknown>>): kind is K {
  return Object.hasOwn(owned, kind);
}
