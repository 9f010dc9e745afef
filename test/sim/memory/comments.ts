import type { CommentHeard } from '../../../src/domain/journal.ts';
import type { Remark } from '../../../src/domain/remarks.ts';
import type { Held } from './held.ts';
import { asStored } from './tables.ts';

/** Keeps a comment for whoever is to judge it; the same one twice is kept once, and every edit counts. */
export function keepComment(
  { tables, timeline }: Held,
  listener: string,
  comment: CommentHeard,
): void {
  const kept = tables.comments.get(listener) ?? new Map();
  const key = keyOf(comment);
  if (kept.has(key)) return;
  const row = { comment: asStored(comment), isHeard: false, keptAt: timeline.now };
  tables.comments.set(listener, new Map([...kept, [key, row]]));
}

/** Comments that were not judged yet, in the order of their posting. */
export function unheardBy({ tables }: Held, listener: string): readonly CommentHeard[] {
  const kept = tables.comments.get(listener);
  if (kept === undefined) return [];
  const waiting = [...kept.values()].flatMap(({ comment, isHeard }) => (isHeard ? [] : comment));
  return waiting.toSorted(byPosting);
}

export function markHeard({ tables }: Held, listener: string, comment: Remark): void {
  const kept = tables.comments.get(listener);
  const key = keyOf(comment);
  const row = kept?.get(key);
  if (kept !== undefined && row !== undefined)
    tables.comments.set(listener, new Map([...kept, [key, { ...row, isHeard: true }]]));
}

function keyOf({ id, change, by, changedAt }: Remark): string {
  return `${id}/${change}/${by?.id ?? 0}/${changedAt ?? ''}`;
}

function byPosting(a: CommentHeard, b: CommentHeard): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.id !== b.id) return a.id - b.id;
  return `${a.change}/${a.changedAt ?? ''}` < `${b.change}/${b.changedAt ?? ''}` ? -1 : 1;
}
