import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openBoss } from '../../src/adapters/queue.ts';
import { type Location, openDatabase } from '../../src/adapters/store/database.ts';
import { openOn } from '../../src/adapters/store/open-store.ts';
import { SILENT } from '../support/log.ts';
import type { Lab } from './lab.ts';

/** A lab in a real database, whose clock stays as it is: what it is compared with is moved instead. */
export async function databaseLab(location: Location): Promise<Lab> {
  const database = await openDatabase(location, SILENT);
  const boss = await openBoss(database, SILENT);
  const { kysely } = database;
  const { store, queue, leave } = openOn(database, boss, SILENT);
  return {
    store,
    queue,

    async pass(duration) {
      const passed = sql`${duration} * interval '1 millisecond'`;
      await sql`update leases set expires = expires - ${passed}`.execute(kysely);
      await sql`update budgets
        set arrival = arrival - ${duration}, closed_until = closed_until - ${duration}`.execute(
        kysely,
      );
      await sql`update pgboss.job set start_after = start_after - ${passed}
        where state in ('created', 'retry')`.execute(kysely);
      await sql`update deliveries set due_at = due_at - ${passed}`.execute(kysely);
    },

    async until(isSo) {
      const end = Date.now() + 30_000;
      while (!(await isSo())) {
        if (Date.now() > end) throw new Error('it did not come to pass');
        await sleep(10);
      }
    },

    async close() {
      await leave();
      await boss.stop({ graceful: false, close: true });
      await database.close();
    },
  };
}
