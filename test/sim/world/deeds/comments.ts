import type { Face } from '../../../../src/plugin/forge.ts';
import type { Ground } from '../ground.ts';
import { accountJson } from '../hooks.ts';
import { checkBody, missing } from '../refusal.ts';
import { type Account, type CommentState, drop, put, repositoryIn } from '../state.ts';
import { githubTime } from '../time.ts';
import { issueJson } from './issues.ts';

interface Where {
  readonly by: Account;
  readonly repository: string;
}

/** Comments on an issue or pull request. */
export function writeComment(
  ground: Ground,
  { by, repository, number }: Where & { readonly number: number },
  body: string,
): CommentState {
  const { issues, pulls } = repositoryIn(ground.state, repository);
  const issue = issues.get(number);
  const pull = pulls.get(number);
  if (issue === undefined && pull === undefined) throw missing(`#${number}`);
  checkBody(body, { mayBeBlank: false });
  const { now } = ground;
  const id = ground.takeId();
  const comment = { id, number, author: by, body, createdAt: now, updatedAt: now };
  ground.edit(repository, ({ comments }) => ({
    comments: put(comments, id, comment),
    ...(issue === undefined ? {} : { issues: put(issues, number, { ...issue, updatedAt: now }) }),
    ...(pull === undefined ? {} : { pulls: put(pulls, number, { ...pull, updatedAt: now }) }),
  }));
  ground.record(by, 'comment', { target: `${repository}#${number}/${id}`, value: body });
  tellComment(ground, { by, repository, comment, action: 'created' });
  return comment;
}

/** Changes a comment's words. Its author may, and whoever may write. */
export function editComment(
  ground: Ground,
  { by, repository, id }: Where & { readonly id: number },
  body: string,
): CommentState {
  const before = commentFor(ground, { by, repository, id });
  checkBody(body, { mayBeBlank: false });
  if (before.body === body) return before;
  const comment = { ...before, body, updatedAt: ground.now };
  ground.edit(repository, ({ comments }) => ({ comments: put(comments, id, comment) }));
  const target = `${repository}#${before.number}/${id}`;
  ground.record(by, 'comment-edited', { target, value: body });
  const changes = { body: { from: before.body } };
  tellComment(ground, { by, repository, comment, action: 'edited', changes });
  return comment;
}

/** Takes a comment away, and whatever faces were under it. */
export function deleteComment(
  ground: Ground,
  { by, repository, id }: Where & { readonly id: number },
): void {
  const comment = commentFor(ground, { by, repository, id });
  ground.edit(repository, ({ comments }) => ({ comments: drop(comments, id) }));
  const target = `${repository}#${comment.number}/${id}`;
  ground.record(by, 'comment-removed', { target, value: comment.body });
  tellComment(ground, { by, repository, comment, action: 'deleted' });
}

/** Puts a face under something, once however often it is asked for. No event tells of it. */
export function putFace(
  ground: Ground,
  { by, repository }: Where,
  { target, face }: { target: { issue: number } | { comment: number }; face: Face },
): void {
  const { issues, pulls, comments, reactions } = repositoryIn(ground.state, repository);
  const isThere =
    'comment' in target
      ? comments.has(target.comment)
      : issues.has(target.issue) || pulls.has(target.issue);
  if (!isThere) throw missing('what to react to');
  const on = 'comment' in target ? `comment ${target.comment}` : `issue ${target.issue}`;
  if (reactions.some((each) => each.by === by.id && each.on === on && each.face === face)) return;
  ground.edit(repository, () => ({ reactions: [...reactions, { by: by.id, on, face }] }));
  ground.record(by, 'reaction', { target: `${repository} ${on}`, value: face });
}

function commentFor(
  ground: Ground,
  { by, repository, id }: Where & { readonly id: number },
): CommentState {
  const { comments, writers } = repositoryIn(ground.state, repository);
  const found = comments.get(id);
  const mayChange = found?.author.id === by.id || writers.includes(by.login);
  if (found === undefined || !mayChange) throw missing(`the comment ${id}`);
  return found;
}

interface CommentNews extends Where {
  readonly comment: CommentState;
  readonly action: 'created' | 'edited' | 'deleted';
  readonly changes?: Readonly<Record<string, unknown>>;
}

function tellComment(
  ground: Ground,
  { by, repository, comment, action, changes }: CommentNews,
): void {
  ground.tell(repository, by, {
    event: 'issue_comment',
    payload: {
      action,
      issue: issueJson(ground, repository, comment.number),
      comment: {
        id: comment.id,
        body: comment.body,
        user: accountJson(comment.author),
        created_at: githubTime(comment.createdAt),
        updated_at: githubTime(comment.updatedAt),
      },
      ...(changes === undefined ? {} : { changes }),
    },
  });
}
