import { type Kysely, sql, type Transaction } from 'kysely';
import type { Budgets, Pace } from '../../plugin/budgets.ts';
import { arrivalAfter, type Stream, waitFor } from './pace.ts';
import type { Tables } from './tables.ts';

/** Milliseconds since 1970 by the database's clock. */
const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::double precision`;

/** Budgets of all workers on one database: rows are locked in the order of their keys, so that nobody waits in a circle. */
export function storeBudgets(db: Kysely<Tables>): Budgets {
  return {
    async take(paces) {
      if (paces.length === 0) return 0;
      return db.transaction().execute(async (tx) => {
        const { streams, now } = await lockStreams(tx, paces);
        const wait = waitFor(paces, streams, now);
        if (wait > 0) return wait;
        for (const pace of paces)
          await tx
            .updateTable('budgets')
            .set({ arrival: arrivalAfter(pace, streams.get(pace.key), now) })
            .where('key', '=', pace.key)
            .execute();
        return 0;
      });
    },

    async close(key, duration) {
      await db
        .insertInto('budgets')
        .values({ key, arrival: 0, closed_until: sql`${NOW} + ${duration}` })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({
            closed_until: sql`greatest(budgets.closed_until, excluded.closed_until)`,
          }),
        )
        .execute();
    },
  };
}

/** One statement makes the rows that are missing and locks the others; the time is read when the last one is ours. */
async function lockStreams(
  tx: Transaction<Tables>,
  paces: readonly Pace[],
): Promise<{ streams: ReadonlyMap<string, Stream>; now: number }> {
  const keys = [...new Set(paces.map(({ key }) => key))].toSorted();
  const rows = await tx
    .insertInto('budgets')
    .values(keys.map((key) => ({ key, arrival: 0, closed_until: 0 })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet(({ ref }) => ({ key: ref('excluded.key') })),
    )
    .returning(['key', 'arrival', 'closed_until', NOW.as('now')])
    .execute();
  const streams = rows.map(
    ({ key, arrival, closed_until }) => [key, { arrival, closedUntil: closed_until }] as const,
  );
  return { streams: new Map(streams), now: Math.max(...rows.map(({ now }) => now)) };
}
