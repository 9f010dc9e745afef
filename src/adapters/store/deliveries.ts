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
        const isNew = inserted.numInsertedOrUpdatedRows !== 0n;
        if (!isNew && (await isRead(tx, id))) return 'duplicate';
        // The queue takes no second job for a delivery while it has one.
        const job = await boss.send(DELIVERIES, { id }, { singletonKey: id, db: fromKysely(tx) });
        if (job === null) return 'duplicate';
        return isNew ? 'new' : 'again';
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

async function isRead(db: Kysely<Tables>, id: string): Promise<boolean> {
  const read = db.selectFrom('deliveries').select('id').where('done_at', 'is not', null);
  return (await read.where('id', '=', id).executeTakeFirst()) !== undefined;
}
