import { appIdOf } from '../access/identity.ts';
import { invalidField } from '../access/refusal.ts';
import { actor, demandWrite, type Need } from '../access/rights.ts';
import { commentJson, issueJson } from '../json/issue.ts';
import type { Context, Json } from '../site.ts';
import type { Comment, Issue } from '../world/issues.ts';
import { nodeId } from '../world/node-id.ts';
import { existing } from '../world/world.ts';
import { tell } from './tell.ts';
import { checkBody } from './text.ts';

/** Comments on an issue or pull request; everybody may on a public repository. */
export function createComment(context: Context, issue: Issue, body: string): Comment {
  const { site, identity } = context;
  demandWrite(
    context,
    existing(site.world.repositories, issue.repositoryId),
    needFor(issue, 'read'),
  );
  checkComment(body);
  const id = site.world.nextId();
  const now = site.now();
  const comment = site.world.comments.put({
    id,
    nodeId: nodeId('IssueComment', id),
    repositoryId: issue.repositoryId,
    issueId: issue.id,
    authorId: actor(context).id,
    appId: appIdOf(identity),
    body,
    createdAt: now,
    updatedAt: now,
    lastEditedAt: undefined,
    editorId: undefined,
    minimizedReason: undefined,
  });
  site.world.issues.put({ ...existing(site.world.issues, issue.id), updatedAt: now });
  tellComment(context, comment, 'created');
  return comment;
}

/** Changes a comment's words. Its author may, and whoever may write. Who edited stays visible. */
export function editComment(context: Context, comment: Comment, body: string): Comment {
  const { site } = context;
  demandEdit(context, comment);
  checkComment(body);
  if (body === comment.body) return comment;
  const now = site.now();
  const changed = site.world.comments.put({
    ...comment,
    body,
    updatedAt: now,
    lastEditedAt: now,
    editorId: actor(context).id,
  });
  tellComment(context, changed, 'edited', { changes: { body: { from: comment.body } } });
  return changed;
}

/** Deletes a comment. */
export function deleteComment(context: Context, comment: Comment): void {
  demandEdit(context, comment);
  context.site.world.comments.delete(comment.id);
  tellComment(context, comment, 'deleted');
}

/** Folds a comment away, for a reason that GitHub shows. No event tells of it. */
export function minimizeComment(context: Context, comment: Comment, reason: string): Comment {
  demandEdit(context, comment);
  return context.site.world.comments.put({ ...comment, minimizedReason: reason });
}

function demandEdit(context: Context, comment: Comment): void {
  const { world } = context.site;
  const isAuthor = actor(context).id === comment.authorId;
  const issue = existing(world.issues, comment.issueId);
  const need = needFor(issue, isAuthor ? 'read' : 'write');
  demandWrite(context, existing(world.repositories, comment.repositoryId), need);
}

function needFor({ pull }: Issue, role: 'read' | 'write'): Need {
  const permissions = pull === undefined ? ['issues'] : ['issues', 'pull_requests'];
  return { permissions, role, otherwise: 'must-be-admin' };
}

function checkComment(body: string): void {
  const resource = 'IssueComment';
  if (body.trim() === '') {
    const message = 'Body cannot be blank';
    throw invalidField({ resource, code: 'unprocessable', field: 'data', message });
  }
  checkBody(resource, body);
}

function tellComment(context: Context, comment: Comment, action: string, more: Json = {}): void {
  const { site } = context;
  tell(context, {
    event: 'issue_comment',
    action,
    repository: existing(site.world.repositories, comment.repositoryId),
    payload: {
      issue: issueJson(site, existing(site.world.issues, comment.issueId)),
      comment: commentJson(site, comment),
      ...more,
    },
  });
}
