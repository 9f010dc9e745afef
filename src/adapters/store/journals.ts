import type { Kysely } from 'kysely';
import type { Entry } from '../../domain/journal.ts';
import type { Tables } from './tables.ts';

/** Ids of all releases, the closed ones included, and of journals whose release is gone. */
export async function journaledReleases(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('entries')
    .select('release')
    .union(db.selectFrom('releases').select('id as release'))
    .orderBy('release')
    .execute();
  return rows.map(({ release }) => release);
}

/** One line of a journal as it is stored, whether or not somebody has tampered with it. */
export type StoredEntry = Omit<Entry, 'event'>;

/** A release's journal, oldest entry first; empty where there is none. */
export async function readJournal(
  db: Kysely<Tables>,
  release: string,
): Promise<readonly StoredEntry[]> {
  return db
    .selectFrom('entries')
    .select(['seq', 'at', 'body', 'previous', 'hash'])
    .where('release', '=', release)
    .orderBy('seq')
    .execute();
}
