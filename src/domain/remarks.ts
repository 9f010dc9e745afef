import type { History } from './history.ts';
import type { CommentHeard } from './journal.ts';
import type { Signoff } from './signoff.ts';
import type { Instant } from './time.ts';

/** Whether a sign-off adds support. What takes support back outlives the edits and the deletion of its comment. */
export function supports({ choice }: Signoff): boolean {
  return choice !== 'cancel';
}

/** The key under which a comment's arrival is remembered, or that somebody edited or deleted it. */
export function heardKey({ id, change, by }: Pick<CommentHeard, 'id' | 'change' | 'by'>): string {
  return `${id}/${change}/${by?.id ?? ''}`;
}

/**
 * The candidate that a comment speaks about: the one on the last card that could
 * be read before it. GitHub's times have whole seconds, so the ids of comments,
 * which grow, decide within one second.
 */
export function candidateSeenBy(history: History, comment: { id: number; at: Instant }): number {
  const before = history.shown.filter(
    ({ at, comment: id }) => at < comment.at || (at === comment.at && id < comment.id),
  );
  return before.at(-1)?.candidate ?? 0;
}
