import { association, commentPage } from '../json/issue.ts';
import type { Comment, Reaction, ReactionContent } from '../world/issues.ts';
import type { Label } from '../world/repositories.ts';
import { iso, isoOrNull } from '../world/time.ts';
import { existing } from '../world/world.ts';
import { actorNode, actorNodeOrNull } from './actor-node.ts';
import type { GraphContext, Node } from './node.ts';

/** GraphQL's words for the reactions, by those of REST. */
export const REACTION_WORDS = {
  '+1': 'THUMBS_UP',
  '-1': 'THUMBS_DOWN',
  laugh: 'LAUGH',
  confused: 'CONFUSED',
  heart: 'HEART',
  hooray: 'HOORAY',
  rocket: 'ROCKET',
  eyes: 'EYES',
} as const satisfies Record<ReactionContent, string>;

/** A comment on an issue or pull request. */
export function commentNode(context: GraphContext, comment: Comment): Node {
  const { site } = context;
  const { world } = site;
  const repository = existing(world.repositories, comment.repositoryId);
  const issue = existing(world.issues, comment.issueId);
  return {
    __typename: 'IssueComment',
    id: comment.nodeId,
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    body: comment.body,
    author: () => actorNodeOrNull(context, comment.authorId),
    authorAssociation: association(site, repository, comment.authorId),
    createdAt: iso(comment.createdAt),
    updatedAt: iso(comment.updatedAt),
    lastEditedAt: isoOrNull(comment.lastEditedAt),
    // Once there are edits, the list of them begins with the creation.
    includesCreatedEdit: comment.lastEditedAt !== undefined,
    editor: () => actorNodeOrNull(context, comment.editorId),
    url: commentPage(site, comment),
    isMinimized: comment.minimizedReason !== undefined,
    minimizedReason: comment.minimizedReason?.toLowerCase().replaceAll('_', '-') ?? null,
    viewerDidAuthor: isOwn(context, comment.authorId),
    issue: () => context.up.issueOrPull(issue),
    pullRequest: () => (issue.pull === undefined ? null : context.up.issueOrPull(issue)),
    repository: () => context.up.repository(repository),
  };
}

/** A label of a repository. */
export function labelNode(label: Label): Node {
  const { nodeId, name, color, description } = label;
  return {
    __typename: 'Label',
    id: nodeId,
    name,
    color,
    description: description ?? null,
    isDefault: false,
  };
}

/** A reaction to an issue or comment. */
export function reactionNode(context: GraphContext, reaction: Reaction): Node {
  const { site } = context;
  return {
    __typename: 'Reaction',
    id: reaction.nodeId,
    databaseId: reaction.id,
    content: REACTION_WORDS[reaction.content],
    createdAt: iso(reaction.createdAt),
    user: () => actorNode(context, existing(site.world.accounts, reaction.userId)),
  };
}

function isOwn({ identity }: GraphContext, authorId: number): boolean {
  return 'account' in identity && identity.account.id === authorId;
}
