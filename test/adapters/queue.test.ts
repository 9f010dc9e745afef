import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { Queue, Work } from '../../src/plugin/queue.ts';
import type { Store } from '../../src/plugin/store.ts';
import { onEachDatabase } from '../support/databases.ts';
import { SILENT } from '../support/log.ts';

const IDLE: Work = { delivery: async () => {}, release: async () => {}, site: async () => {} };

onEachDatabase('the queue', (location) => {
  let store: Store;
  let queue: Queue;
  beforeEach(async () => {
    ({ store, queue } = await openStore(location(), SILENT));
  });
  afterEach(async () => {
    await queue.stop();
    await store.close();
  });

  test('a release whose work fails again and again holds up no other', async () => {
    const others = Array.from({ length: 20 }, (_, index) => `release-${index}`);
    const waiting = new Set(others);
    const done = Promise.withResolvers<void>();
    let failed = 0;
    for (const id of ['broken', ...others]) await queue.wake('release', id);
    await queue.start({
      ...IDLE,
      release: async (id) => {
        if (id === 'broken') {
          failed += 1;
          throw new Error('this one always fails');
        }
        waiting.delete(id);
        if (waiting.size === 0) done.resolve();
      },
    });
    await done.promise;
    assert.ok(failed > 0, 'the broken one was tried');
  });

  test('wakes of a release that wait already are not doubled', async () => {
    const { waiting: before } = await queue.size();
    for (const id of ['a', 'a', 'b', 'a']) await queue.wake('release', id);
    await queue.wake('site', 'a');
    assert.deepEqual(await queue.size(), { waiting: before + 3, active: 0 });
  });
});
