import type { Kysely } from 'kysely';
import type { Leases } from '../../plugin/store.ts';
import type { Tables } from './tables.ts';

export function storeLeases(db: Kysely<Tables>): Leases {
  return {
    async take(key, holder, { now, expires }) {
      const taken = await db
        .insertInto('leases')
        .values({ key, fence: 1, holder, until: expires })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet(({ eb }) => ({
              fence: eb('leases.fence', '+', 1),
              holder,
              until: expires,
            }))
            .where(({ eb, or }) =>
              or([eb('leases.until', 'is', null), eb('leases.until', '<=', now)]),
            ),
        )
        .returning('fence')
        .executeTakeFirst();
      return taken === undefined ? undefined : { key, fence: taken.fence };
    },

    async giveBack({ key, fence }) {
      await db
        .updateTable('leases')
        .set({ holder: null, until: null })
        .where('key', '=', key)
        .where('fence', '=', fence)
        .execute();
    },
  };
}
