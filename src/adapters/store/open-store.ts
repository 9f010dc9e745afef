import { sql } from 'kysely';
import type { PgBoss } from 'pg-boss';
import type { Log } from '../../plugin/log.ts';
import type { Queue } from '../../plugin/queue.ts';
import type { Store } from '../../plugin/store.ts';
import { Readers } from '../queue/readers.ts';
import { storeReading } from '../queue/reading.ts';
import { openBoss, queueOn } from '../queue.ts';
import { storeBudgets } from './budgets.ts';
import { type Database, type Location, openDatabase } from './database.ts';
import { type Audience, storeDeliveries } from './deliveries.ts';
import { storeGaps } from './gaps.ts';
import { storeLeases } from './leases.ts';
import { storeReleases } from './releases.ts';
import { storeSites } from './sites.ts';

/** Opens the store, and the queue that shares its transactions. */
export async function openStore(
  location: Location,
  log: Log,
): Promise<{ store: Store; queue: Queue }> {
  await using opening = new AsyncDisposableStack();
  const database = await openDatabase(location, log);
  opening.defer(() => database.close());
  const boss = await openBoss(database, log);
  opening.defer(() => boss.stop({ graceful: false }));
  const { store, queue, leave } = openOn(database, boss, log);
  opening.defer(leave);
  const opened = opening.move();
  return { store: { ...store, close: () => opened.disposeAsync() }, queue };
}

type Shared = Pick<Database, 'kysely' | 'run'>;

/** The store and its queue on a database that somebody else closes, after everybody has left it. */
export function openOn(database: Shared, boss: PgBoss, log: Log) {
  const reading = storeReading(database);
  const readers = new Readers(reading, log);
  return {
    store: storeOn(database, {
      arrived: () => readers.look(),
      wasRead: (id) => readers.forget(id),
    }),
    queue: queueOn({ boss, reading, readers }, log),
    leave: () => readers.leave(),
  };
}

function storeOn(database: Shared, audience: Audience): Omit<Store, 'close'> {
  const { kysely } = database;
  return {
    deliveries: storeDeliveries(database, audience),
    releases: storeReleases(kysely),
    leases: storeLeases(kysely),
    sites: storeSites(kysely),
    gaps: storeGaps(kysely),
    budgets: storeBudgets(kysely),
    async now() {
      const time = sql<{ now: Date }>`select clock_timestamp() as now`;
      const [row] = (await time.execute(kysely)).rows;
      if (row === undefined) throw new Error('the database has no time');
      return row.now.toISOString();
    },
    async check() {
      // The number of a transaction is written to disk, and only a primary server has any to give.
      await sql`select pg_current_xact_id()`.execute(kysely);
    },
  };
}
