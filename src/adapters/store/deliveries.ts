import { type Kysely, sql } from 'kysely';
import { fromKysely, type PgBoss } from 'pg-boss';
import type { Deliveries } from '../../plugin/store.ts';
import { DELIVERIES } from '../queue.ts';
import type { Tables } from './tables.ts';

/** Deliveries and the jobs of reading them: both are kept in one transaction. */
export function storeDeliveries(db: Kysely<Tables>, boss: PgBoss): Deliveries {
  return {
    accept: ({ id, event, body }) =>
      db.transaction().execute(async (tx) => {
        const inserted = await tx
          .insertInto('deliveries')
          .values({ id, event, body })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows === 0n) return 'duplicate';
        await boss.send(DELIVERIES, { id }, { db: fromKysely(tx) });
        return 'new';
      }),

    async read(id) {
      const columns = ['id', 'event', 'body'] as const;
      return db.selectFrom('deliveries').select(columns).where('id', '=', id).executeTakeFirst();
    },

    async done(id) {
      await db
        .updateTable('deliveries')
        .set({ done_at: sql`now()` })
        .where('id', '=', id)
        .execute();
    },
  };
}
