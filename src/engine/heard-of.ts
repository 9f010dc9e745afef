import type { CommentHeard } from '../domain/journal.ts';
import type { Comment } from '../plugin/forge.ts';

/** Whether it may not say any more what was first posted. */
export function isEdited({ createdAt, updatedAt }: Comment): boolean {
  return createdAt !== updatedAt;
}

/**
 * What a comment that was found late tells. One that was edited may not say what
 * was first posted: it gives no support, and takes back what it gave.
 */
export function heardOf(found: Comment): CommentHeard {
  const { isBot: _, createdAt, updatedAt, ...posted } = found;
  const comment = { ...posted, at: createdAt };
  return isEdited(found)
    ? { ...comment, change: 'edited', by: undefined, changedAt: updatedAt }
    : { ...comment, change: 'created', by: posted.author };
}
