import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { GivenUp } from '../../../src/plugin/queue.ts';
import { doing } from '../../contracts/doing.ts';
import { refused } from '../../contracts/refused.ts';
import { NOW } from '../../support/release.ts';
import { newRelease, SITE } from '../../support/stored.ts';
import { Scheduler } from '../scheduler.ts';
import { type MemoryJobs, memoryJobs } from './jobs.ts';
import { memoryQueue } from './memory-queue.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';

const forever = () => new Promise<void>(() => {});

let timeline: Scheduler;
let jobs: MemoryJobs;
let store: MemoryStore;
beforeEach(() => {
  timeline = new Scheduler(Date.parse(NOW));
  jobs = memoryJobs(timeline);
  store = memoryStore({ timeline, jobs });
});

const pass = (duration: number) => timeline.runUntil(timeline.now + duration, () => {});
const process = () => memoryQueue(jobs, { timeline });

describe('several processes on the same jobs', () => {
  test('share the work, and no job is worked at by two', async () => {
    const [one, other] = [process(), process()];
    const taken: string[] = [];
    const ends: (() => void)[] = [];
    for (const [name, queue] of [
      ['one', one],
      ['other', other],
    ] as const)
      await queue.start(
        doing({
          release: async (id) => {
            taken.push(`${name} ${id}`);
            await new Promise<void>((end) => ends.push(end));
          },
        }),
      );
    for (let n = 0; n < 10; n += 1) await one.wake('release', `${n}`);
    await pass(10);
    assert.equal(taken.filter((each) => each.startsWith('one')).length, 4);
    assert.equal(taken.filter((each) => each.startsWith('other')).length, 4);
    for (const end of ends) end();
    await pass(10);
    assert.equal(new Set(taken.map((each) => each.split(' ')[1])).size, 10);
    assert.equal(taken.length, 10);
  });

  test('what a killed one was doing is taken up after half a minute, and what it still does is nothing', async () => {
    const [victim, heir] = [process(), process()];
    const end = Promise.withResolvers<void>();
    const seen: string[] = [];
    await victim.start(doing({ release: () => end.promise }));
    await victim.wake('release', 'R');
    await pass(1);
    victim.kill();
    end.resolve();
    await heir.start(doing({ release: async (id) => void seen.push(id) }));
    await pass(29_000);
    assert.deepEqual([seen, jobs.size().active], [[], 1]);
    await pass(5000);
    assert.deepEqual([seen, jobs.size().active], [['R'], 0]);
    let isSent = false;
    victim.wake('release', 'S').then(() => {
      isSent = true;
    });
    await pass(60_000);
    assert.deepEqual([seen, isSent], [['R'], false]);
  });

  test('a job that kills every process is given up without being begun once more', async () => {
    let begun = 0;
    const given: GivenUp[] = [];
    const givenUp = async (job: GivenUp) => void given.push(job);
    await process().wake('release', 'poison');
    for (let n = 0; n < 10 && given.length === 0; n += 1) {
      const queue = process();
      const release = async () => {
        begun += 1;
        await forever();
      };
      await queue.start(doing({ release, givenUp }));
      await pass(100_000);
      queue.kill();
    }
    assert.equal(begun, 6);
    assert.deepEqual(
      given.map(({ kind, id }) => [kind, id]),
      [['release', 'poison']],
    );
    assert.deepEqual(jobs.size(), { waiting: 0, active: 0, oldest: 0 });
  });
});

describe('a snapshot', () => {
  const delivery = { id: 'd', event: 'push', body: '{}' };

  test('brings everything back as it was, as often as one likes', async () => {
    await store.sites.save(SITE);
    await store.deliveries.accept(delivery);
    const before = store.snapshot();
    await store.releases.create(newRelease('1.0.0'), NOW);
    await store.deliveries.accept({ ...delivery, id: 'e' });
    await store.deliveries.done('d');
    await store.gaps.add({ from: NOW, noticed: NOW });
    for (let n = 0; n < 2; n += 1) {
      store.restore(before);
      assert.equal(await store.releases.load(newRelease('1.0.0').row.id), undefined);
      assert.deepEqual(await store.deliveries.missing(['d', 'e']), ['e']);
      assert.deepEqual(await store.gaps.all(), []);
      assert.deepEqual(await store.deliveries.read('d'), delivery);
      assert.equal(jobs.size().waiting, 1);
      assert.equal(await store.releases.create(newRelease('1.0.0'), NOW), undefined);
    }
  });

  test('brings back leases too, so that whoever had one later has it no more', async () => {
    await store.sites.save(SITE);
    const release = newRelease('1.0.0');
    await store.releases.create(release, NOW);
    const before = store.snapshot();
    const lease = await store.leases.take(release.row.id, 'me', 60_000);
    assert.ok(lease !== undefined);
    store.restore(before);
    await refused(store.releases.commit(lease, {}, NOW), 'lease-lost');
  });

  test('holds the jobs as well: what was worked at then is taken up again', async () => {
    const seen: string[] = [];
    const queue = process();
    await queue.start(doing({ delivery: forever }));
    await store.deliveries.accept(delivery);
    await pass(1);
    const before = store.snapshot();
    queue.kill();
    await pass(100_000);
    store.restore(before);
    await process().start(doing({ delivery: async (id) => void seen.push(id) }));
    await pass(20_000);
    assert.deepEqual(seen, []);
    await pass(20_000);
    assert.deepEqual(seen, ['d']);
  });
});
