import type { Kysely, Transaction } from 'kysely';
import type { CommentHeard } from '../../domain/journal.ts';
import type { Remark } from '../../domain/remarks.ts';
import { own } from './own.ts';
import type { Tables } from './tables.ts';

/** Keeps a comment for whoever is to judge it; the same one twice is kept once, and every edit counts. */
export async function keepComment(
  db: Kysely<Tables>,
  listener: string,
  comment: CommentHeard,
): Promise<void> {
  const { id, change, at, by, changedAt } = comment;
  await db
    .insertInto('comments')
    .values({
      listener,
      id,
      change,
      by: by?.id ?? 0,
      changed_at: changedAt ?? '',
      at,
      comment: JSON.stringify(comment),
      heard: false,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Comments that were not judged yet, in the order of their posting. */
export async function unheardBy(
  db: Kysely<Tables>,
  listener: string,
): Promise<readonly CommentHeard[]> {
  const rows = await db
    .selectFrom('comments')
    .select('comment')
    .where('listener', '=', listener)
    .where('heard', '=', false)
    .orderBy('at')
    .orderBy('id')
    .orderBy('change')
    .orderBy('changed_at')
    .execute();
  return rows.map(({ comment }) => own<CommentHeard>(comment));
}

export async function markHeard(
  db: Kysely<Tables> | Transaction<Tables>,
  listener: string,
  { id, change, changedAt, by }: Remark,
): Promise<void> {
  await db
    .updateTable('comments')
    .set({ heard: true })
    .where('listener', '=', listener)
    .where('id', '=', id)
    .where('change', '=', change)
    .where('by', '=', by?.id ?? 0)
    .where('changed_at', '=', changedAt ?? '')
    .execute();
}
