import { sql } from 'kysely';
import { messageOf, RingmasterError } from '../../domain/errors.ts';
import type { Log } from '../../plugin/log.ts';
import type { Queue } from '../../plugin/queue.ts';
import type { Store } from '../../plugin/store.ts';
import { openBoss, queueOn } from '../queue.ts';
import { type Location, openDatabase } from './database.ts';
import { storeDeliveries } from './deliveries.ts';
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
  const opened = opening.move();
  const { kysely } = database;
  const store: Store = {
    deliveries: storeDeliveries(kysely, boss),
    releases: storeReleases(kysely),
    leases: storeLeases(kysely),
    sites: storeSites(kysely),
    async check() {
      try {
        await sql`select 1`.execute(kysely);
      } catch (error) {
        throw new RingmasterError(
          'outside-unreachable',
          `the database does not answer: ${messageOf(error)}`,
          { cause: error },
        );
      }
    },
    close: () => opened.disposeAsync(),
  };
  return { store, queue: queueOn(boss, log) };
}
