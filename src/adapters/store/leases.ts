import type { Kysely } from 'kysely';
import type { Leases } from '../../plugin/store.ts';
import type { Tables } from './tables.ts';

/** Leases are columns of the release itself; each taking raises the fence. */
export function storeLeases(db: Kysely<Tables>): Leases {
  return {
    async take(release, holder, { now, expires }) {
      const taken = await db
        .updateTable('releases')
        .set(({ eb }) => ({ fence: eb('fence', '+', 1), holder, lease_until: expires }))
        .where('id', '=', release)
        .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
        .returning('fence')
        .executeTakeFirst();
      return taken === undefined ? undefined : { release, fence: taken.fence };
    },

    async giveBack({ release, fence }) {
      await db
        .updateTable('releases')
        .set({ holder: null, lease_until: null })
        .where('id', '=', release)
        .where('fence', '=', fence)
        .execute();
    },
  };
}
