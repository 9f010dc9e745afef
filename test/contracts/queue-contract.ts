import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { doing } from './doing.ts';
import { givingUpContract } from './giving-up-contract.ts';
import type { LabOf } from './lab.ts';
import { readingContract } from './reading-contract.ts';

/** What every Queue promises. Call it inside a `describe` that sets up the lab. */
export function queueContract(lab: LabOf): void {
  afterEach(async () => {
    await lab().until(async () => {
      const { waiting, active } = await lab().queue.size();
      return waiting === 0 && active === 0;
    });
    await lab().queue.stop();
  });
  waking(lab);
  working(lab);
  stopping(lab);
  givingUpContract(lab);
  readingContract(lab);
}

function waking(lab: LabOf): void {
  test('wakes that wait already are not doubled', async () => {
    const { queue } = lab();
    for (const id of ['a', 'a', 'b', 'a']) await queue.wake('release', id);
    await queue.wake('site', 'a');
    const { waiting, active } = await queue.size();
    assert.deepEqual({ waiting, active }, { waiting: 3, active: 0 });
    const seen: string[] = [];
    const note = (kind: string) => async (id: string) => {
      seen.push(`${kind} ${id}`);
    };
    await queue.start(doing({ release: note('release'), site: note('site') }));
    await lab().until(() => seen.length === 3);
    assert.deepEqual(seen.toSorted(), ['release a', 'release b', 'site a']);
  });

  test('it is told how long the oldest has waited', async () => {
    const { queue } = lab();
    assert.equal((await queue.size()).oldest, 0);
    await queue.wake('release', 'old');
    await lab().pass(5000);
    await queue.wake('release', 'young');
    const { oldest } = await queue.size();
    assert.ok(oldest >= 5000 && oldest < 15_000, String(oldest));
    await queue.start(doing({}));
  });

  test('a wake for later waits until then, and counts as waiting for nothing before', async () => {
    const { queue } = lab();
    const seen: string[] = [];
    await queue.start(doing({ release: async (id) => void seen.push(id) }));
    await queue.wake('release', 'later', 60_000);
    await queue.wake('release', 'now');
    await lab().until(() => seen.length > 0);
    assert.deepEqual(seen, ['now']);
    assert.equal((await queue.size()).oldest, 0);
    await lab().pass(60_000);
    await lab().until(() => seen.length > 1);
    assert.deepEqual(seen, ['now', 'later']);
  });
}

function working(lab: LabOf): void {
  test('news of what is worked at is worked at afterwards, never at the same time', async () => {
    const { queue } = lab();
    let [running, most, calls] = [0, 0, 0];
    const release = async (id: string) => {
      running += 1;
      calls += 1;
      most = Math.max(most, running);
      if (calls === 1) for (let n = 0; n < 3; n += 1) await queue.wake('release', id);
      await Promise.resolve();
      running -= 1;
    };
    await queue.start(doing({ release }));
    await queue.wake('release', 'busy');
    await lab().until(() => calls === 2);
    assert.equal(most, 1);
  });

  test('one that is worked at for long, and has news, holds up no others', async () => {
    const { queue } = lab();
    const end = Promise.withResolvers<void>();
    const seen: string[] = [];
    const release = async (id: string) => {
      seen.push(id);
      if (id === 'slow' && seen.length === 1) await end.promise;
    };
    await queue.start(doing({ release }));
    await queue.wake('release', 'slow');
    await lab().until(() => seen.length === 1);
    for (const id of ['slow', 'quick', 'quicker']) await queue.wake('release', id);
    await lab().until(() => seen.length === 3);
    assert.deepEqual(seen.toSorted(), ['quick', 'quicker', 'slow']);
    end.resolve();
    await lab().until(() => seen.length === 4);
    assert.equal(seen[3], 'slow');
  });
}

function stopping(lab: LabOf): void {
  test('what runs comes to its end when it is stopped, and the rest waits', async () => {
    const { queue } = lab();
    const end = Promise.withResolvers<void>();
    const seen: string[] = [];
    const site = async (id: string) => {
      seen.push(`${id} begins`);
      if (id === 'first') await end.promise;
      seen.push(`${id} ends`);
    };
    for (const id of ['first', 'second']) await queue.wake('site', id);
    await queue.start(doing({ site }));
    await lab().until(() => seen.length === 1);
    const stopped = queue.stop();
    end.resolve();
    await stopped;
    assert.deepEqual(seen, ['first begins', 'first ends']);
    const { waiting, active } = await queue.size();
    assert.deepEqual({ waiting, active }, { waiting: 1, active: 0 });
    await queue.start(doing({ site }));
    await lab().until(() => seen.length === 4);
  });
}
