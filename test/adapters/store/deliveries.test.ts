import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { PgBoss } from 'pg-boss';
import { DELIVERIES, openBoss, queueOn } from '../../../src/adapters/queue.ts';
import { type Database, openDatabase } from '../../../src/adapters/store/database.ts';
import { storeDeliveries } from '../../../src/adapters/store/deliveries.ts';
import type { Queue } from '../../../src/plugin/queue.ts';
import type { Deliveries } from '../../../src/plugin/store.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { SILENT } from '../../support/log.ts';

const DELIVERY = { id: 'guid-1', event: 'push', body: '{"a": 1}' };

onEachDatabase('a delivery', (location) => {
  let database: Database;
  let boss: PgBoss;
  let deliveries: Deliveries;
  let queue: Queue;
  beforeEach(async () => {
    database = await openDatabase(location(), SILENT);
    boss = await openBoss(database, SILENT);
    deliveries = storeDeliveries(database.kysely, boss);
    queue = queueOn(boss, SILENT);
    await database.kysely.deleteFrom('deliveries').execute();
    await boss.deleteAllJobs(DELIVERIES);
  });
  afterEach(async () => {
    await boss.stop({ graceful: false, close: true });
    await database.close();
  });

  /** Lets the queue work until it has asked for a delivery to be read. */
  const readOne = async (outcome: 'read' | 'failed'): Promise<string> => {
    const asked = Promise.withResolvers<string>();
    await queue.start({
      release: async () => {},
      site: async () => {},
      delivery: async (id) => {
        asked.resolve(id);
        if (outcome === 'failed') throw new Error('the database hiccups');
        await deliveries.done(id);
      },
    });
    const id = await asked.promise;
    await queue.stop();
    return id;
  };

  test('and its job are kept once, and the job is done', async () => {
    assert.equal(await deliveries.accept(DELIVERY), 'new');
    assert.equal(await deliveries.accept(DELIVERY), 'duplicate');
    assert.deepEqual(await deliveries.read(DELIVERY.id), DELIVERY);
    assert.equal(await readOne('read'), DELIVERY.id);
    assert.deepEqual(await queue.size(), { waiting: 0, active: 0 });
    assert.equal(await deliveries.accept(DELIVERY), 'duplicate');
  });

  test('that will be tried again by itself is not tried once more', async () => {
    await deliveries.accept(DELIVERY);
    await readOne('failed');
    assert.equal(await deliveries.accept(DELIVERY), 'duplicate');
    assert.deepEqual(await queue.size(), { waiting: 1, active: 0 });
  });

  test('that was set aside is read when it is delivered again', async () => {
    await boss.updateQueue(DELIVERIES, { retryLimit: 0 });
    // What was changed is read again at first use, which must not be inside a transaction.
    await boss.findJobs(DELIVERIES, { key: 'none' });
    await deliveries.accept(DELIVERY);
    await readOne('failed');
    assert.deepEqual(await queue.size(), { waiting: 0, active: 0 });
    assert.equal(await deliveries.accept(DELIVERY), 'again');
    assert.equal(await deliveries.accept(DELIVERY), 'duplicate');
    assert.equal(await readOne('read'), DELIVERY.id);
    assert.equal(await deliveries.accept(DELIVERY), 'duplicate');
  });
});
