import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GivenUp } from '../../src/plugin/queue.ts';
import { doing } from './doing.ts';
import type { LabOf } from './lab.ts';

const delivery = (id: string) => ({ id, event: 'push', body: '{}' });

/** How deliveries and the jobs of reading them go together. */
export function readingContract(lab: LabOf): void {
  readingOnce(lab);
  readingAgain(lab);
}

function readingOnce(lab: LabOf): void {
  test('a delivery brings its job along, and is read once', async () => {
    const { queue, store } = lab();
    const seen: string[] = [];
    const read = async (id: string) => {
      seen.push(id);
      assert.equal(await store.deliveries.accept(delivery(id)), 'duplicate', 'while it is read');
      await store.deliveries.done(id);
    };
    assert.equal(await store.deliveries.accept(delivery('q1')), 'new');
    assert.equal(await store.deliveries.accept(delivery('q1')), 'duplicate');
    await queue.start(doing({ delivery: read }));
    await lab().until(() => seen.length === 1);
    await lab().until(async () => (await queue.size()).active === 0);
    assert.equal(await store.deliveries.accept(delivery('q1')), 'duplicate');
    assert.deepEqual(seen, ['q1']);
  });
}

function readingAgain(lab: LabOf): void {
  test('one that was given up is read when it is delivered again, and not twice', async () => {
    const { queue, store } = lab();
    const given: GivenUp[] = [];
    let fails = true;
    const read = async (id: string) => {
      assert.equal(await store.deliveries.accept(delivery(id)), 'duplicate');
      if (fails) throw new Error('nobody understands it');
      await store.deliveries.done(id);
    };
    await store.deliveries.accept(delivery('q2'));
    await queue.start(doing({ delivery: read, givenUp: async (job) => void given.push(job) }));
    await lab().until(async () => {
      await lab().pass(60_000);
      return given.length === 1;
    });
    await lab().until(async () => (await queue.size()).active === 0);
    assert.deepEqual(
      given.map(({ kind, id }) => [kind, id]),
      [['delivery', 'q2']],
    );
    await queue.stop();
    fails = false;
    assert.equal(await store.deliveries.accept(delivery('q2')), 'again');
    assert.equal(await store.deliveries.accept(delivery('q2')), 'duplicate');
    await queue.start(doing({ delivery: read }));
    await lab().until(async () => (await queue.size()).waiting === 0);
  });
}
