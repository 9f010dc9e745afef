import { type Kysely, sql, type Transaction } from 'kysely';
import { RingmasterError } from '../../domain/errors.ts';
import type { Duration } from '../../domain/time.ts';
import type { Lease, Leases } from '../../plugin/store.ts';
import type { Tables } from './tables.ts';

export function storeLeases(db: Kysely<Tables>): Leases {
  return {
    async take(key, holder, duration) {
      const taken = await db
        .insertInto('leases')
        .values({ key, fence: 1, holder, expires: fromNow(duration) })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet(({ eb }) => ({
              fence: eb('leases.fence', '+', 1),
              holder,
              expires: fromNow(duration),
            }))
            .where(({ eb, or }) =>
              or([
                eb('leases.expires', 'is', null),
                eb('leases.expires', '<=', sql<Date>`clock_timestamp()`),
              ]),
            ),
        )
        .returning(['fence', sql<Date>`clock_timestamp()`.as('at')])
        .executeTakeFirst();
      if (taken === undefined) return undefined;
      return { key, fence: taken.fence, at: taken.at.toISOString(), duration };
    },

    async giveBack({ key, fence }) {
      await db
        .updateTable('leases')
        .set({ holder: null, expires: null })
        .where('key', '=', key)
        .where('fence', '=', fence)
        .execute();
    },
  };
}

/**
 * Begins the time of a lease anew, and keeps everybody else from it until the
 * transaction ends.
 * @throws RingmasterError `lease-lost` where it was given back, or a later one exists.
 */
export async function renew(tx: Transaction<Tables>, { key, fence, duration }: Lease) {
  const { numUpdatedRows } = await tx
    .updateTable('leases')
    .set({ expires: fromNow(duration) })
    .where('key', '=', key)
    .where('fence', '=', fence)
    .where('expires', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    throw new RingmasterError('lease-lost', `another worker has taken over ${key}`);
}

/** The statement's own time: a transaction may have waited since it began. */
function fromNow(duration: Duration) {
  return sql<Date>`clock_timestamp() + ${duration} * interval '1 millisecond'`;
}
