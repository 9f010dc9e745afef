import assert from 'node:assert/strict';
import { test } from 'node:test';
import { within } from '../../src/adapters/clock.ts';
import { type VitalsOptions, vitalsOf } from '../../src/web/vitals.ts';

const OPTIONS: VitalsOptions = {
  store: {
    check: async () => {},
    releases: { countOpen: async () => 7 },
    deliveries: {
      aside: async () => [{ id: 'a', event: 'push', at: '2026-01-01T00:00:00.000Z', reason: 'x' }],
    },
  },
  queue: { size: async () => ({ waiting: 1, active: 2, oldest: 3 }) },
  limit: (task) => task,
};

test('the store is asked for everything', async () => {
  assert.deepEqual(await vitalsOf(OPTIONS)(), {
    queue: { waiting: 1, active: 2, oldest: 3 },
    openReleases: 7,
    setAside: 1,
  });
});

test('however many ask at a time, the store is asked once, and anew afterwards', async () => {
  let asked = 0;
  const answers = Promise.withResolvers<void>();
  const check = async () => {
    asked += 1;
    await answers.promise;
  };
  const vitals = vitalsOf({ ...OPTIONS, store: { ...OPTIONS.store, check } });
  const crowd = Array.from({ length: 1_000 }, () => vitals());
  answers.resolve();
  await Promise.all(crowd);
  assert.equal(asked, 1);
  await vitals();
  assert.equal(asked, 2);
});

test('a store that hangs is given up, and asked anew by the next one', async () => {
  let hangs = true;
  const check = () => (hangs ? new Promise<void>(() => {}) : Promise.resolve());
  const limit: VitalsOptions['limit'] = (task) => within(30, task);
  const vitals = vitalsOf({ ...OPTIONS, store: { ...OPTIONS.store, check }, limit });
  await assert.rejects(vitals(), { code: 'outside-unreachable' });
  hangs = false;
  assert.equal((await vitals()).openReleases, 7);
});
