import type { History } from './history.ts';
import type { CommentHeard } from './journal.ts';
import { isObjection, type Signoff } from './signoff.ts';
import type { Instant } from './time.ts';

/**
 * Whether a sign-off adds support, be it by taking an objection back. What takes support
 * back outlives the edits and the deletion of its comment, and so does an objection.
 */
export function supports({ choice }: Pick<Signoff, 'choice'>): boolean {
  return choice !== 'cancel' && !isObjection(choice);
}

/** What was said, or what somebody did to it. */
export type Remark = Pick<CommentHeard, 'id' | 'change' | 'changedAt' | 'by'>;

/**
 * The keys under which a remark is remembered. A sweep finds an edit without
 * learning whose it was, and must know it again.
 */
export function heardKeys({ id, change, changedAt = '', by }: Remark): readonly string[] {
  const nobodys = `${id}/${change}/${changedAt}/`;
  return by === undefined ? [nobodys] : [nobodys, `${nobodys}${by.id}`];
}

/** Whether it was heard before, from whomever it came. */
export function wasHeard(heard: ReadonlySet<string>, remark: Remark): boolean {
  return heard.has(heardKeys(remark).at(-1) ?? '');
}

/** Whether somebody did something to words of their own; where GitHub does not say who did, it counts as theirs. */
export function isOwnChange({ change, author, by }: CommentHeard): boolean {
  return change !== 'created' && (by === undefined || by.id === author.id);
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
