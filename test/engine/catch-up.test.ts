import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { catchUp, keepUp } from '../../src/engine/catch-up.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Log } from '../../src/plugin/log.ts';
import type { Releases, Store } from '../../src/plugin/store.ts';
import { only } from '../support/release.ts';
import { attempt, deliveryDesk } from './delivery-desk.ts';

const ATTEMPTS = [attempt('a', 1, true), attempt('b', 2, true)];

/** A restored store, while GitHub does not answer for a while; and what is logged meanwhile. */
function restored(times: number, error: Error) {
  const trouble = { at: 'list', error, times };
  const desk = deliveryDesk({ attempts: ATTEMPTS, accepted: ['b'], trouble });
  const lines: string[] = [];
  const log: Log = {
    info: () => {},
    warn: (message) => lines.push(`warn: ${message}`),
    error: (message) => lines.push(`error: ${message}`),
  };
  return { desk, lines, engine: { ...desk.engine, log } };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

test('no work begins before GitHub has answered, and the gap is noted then', async () => {
  const error = new RingmasterError('outside-unreachable', 'GitHub is down');
  const { engine, desk, lines } = restored(7, error);
  await catchUp(engine);
  assert.equal(desk.gaps.length, 1);
  assert.equal(desk.asked.pages, 8);
  assert.equal(sum(desk.slept), (2 + 4 + 8 + 16 + 30 + 30 + 30) * 1000);
  assert.equal(lines.filter((line) => line.startsWith('warn: no work is begun')).length, 7);
});

test('GitHub is not asked before the time that it has named', async () => {
  const error = new RingmasterError('outside-limited', 'not now', { wait: 600_000 });
  const { engine, desk } = restored(1, error);
  await catchUp(engine);
  assert.equal(sum(desk.slept), 600_000);
});

test('what somebody has to mend is said as an error, again and again', async () => {
  const { engine, lines } = restored(2, new RingmasterError('access-missing', 'wrong key'));
  await catchUp(engine);
  assert.equal(lines.filter((line) => line.startsWith('error: no work is begun')).length, 2);
});

test('whoever waits for GitHub can be told within a second to stop', async () => {
  const stopping = new AbortController();
  const { engine, desk } = restored(99, new RingmasterError('outside-unreachable', 'down'));
  desk.onSleep = () => {
    if (desk.asked.pages === 3) stopping.abort();
  };
  await catchUp(engine, stopping.signal);
  assert.equal(desk.asked.pages, 3);
  assert.equal(sum(desk.slept), (2 + 4 + 1) * 1000);
});

test('a fault of ours is not taken for one of GitHub', async () => {
  const { engine } = restored(1, new TypeError('a bug'));
  await assert.rejects(catchUp(engine), TypeError);
});

test('the state is looked at before single deliveries, and both again and again', async () => {
  const done: string[] = [];
  const { engine, runs } = ticking(done);
  const keeping = keepUp(engine, { deliveries: 5 });
  assert.deepEqual(
    runs.map(({ duration }) => duration),
    [10, 5],
  );
  const [repositories, deliveries] = runs.map(({ work }) => work);
  const waiting = deliveries?.();
  assert.deepEqual(done, []);
  await repositories?.();
  await waiting;
  assert.deepEqual(done, ['repositories', 'deliveries']);
  await deliveries?.();
  assert.deepEqual(done, ['repositories', 'deliveries', 'deliveries']);
  await keeping.stop();
});

test('a sweep that fails is logged, and does not keep the next one from running', async () => {
  const done: string[] = [];
  const { engine, runs, desk } = ticking(done);
  desk.trouble = { at: 'list', error: new Error('no'), times: 1 };
  const keeping = keepUp(engine, { deliveries: 5 });
  for (const { work } of runs) await work();
  assert.deepEqual(done, ['repositories']);
  for (const { work } of runs) await work();
  assert.deepEqual(done, ['repositories', 'repositories', 'deliveries']);
  await keeping.stop();
});

test('stopping ends what waits for the first look, without another request', async () => {
  const { engine, runs, desk } = ticking([]);
  const keeping = keepUp(engine, { deliveries: 5 });
  const waiting = runs[1]?.work();
  await keeping.stop();
  await waiting;
  assert.equal(desk.asked.pages, 0);
});

/** An engine without repositories whose timers the test lets run. */
function ticking(done: string[]) {
  const desk = deliveryDesk();
  const runs: { duration: number; work: () => Promise<void> }[] = [];
  const { outside, store, clock } = desk.engine;
  const engine: Engine = {
    ...desk.engine,
    settings: only<Engine['settings']>('settings', { sweep: 10 }),
    meter: only<Engine['meter']>('meter', { swept: (what) => void done.push(what) }),
    outside: only<Engine['outside']>('outside', {
      sites: async () => [],
      deliveryLog: outside.deliveryLog,
    }),
    store: only<Store>('store', {
      releases: only<Releases>('releases', { open: async () => [] }),
      deliveries: store.deliveries,
      gaps: store.gaps,
    }),
    clock: {
      ...clock,
      every(duration, work) {
        runs.push({ duration, work });
        return { stop: async () => {} };
      },
    },
  };
  return { engine, runs, desk };
}
