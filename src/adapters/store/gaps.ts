import type { Kysely } from 'kysely';
import type { Gaps } from '../../plugin/store.ts';
import type { Tables } from './tables.ts';

export function storeGaps(db: Kysely<Tables>): Gaps {
  return {
    async all() {
      const rows = await db
        .selectFrom('gaps')
        .select(['known_until as from', 'noticed'])
        .orderBy('noticed')
        .orderBy('known_until')
        .execute();
      return rows;
    },

    async add({ from, noticed }) {
      await db
        .insertInto('gaps')
        .values({ known_until: from, noticed })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
