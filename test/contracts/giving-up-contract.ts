import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageOf } from '../../src/domain/errors.ts';
import type { GivenUp } from '../../src/plugin/queue.ts';
import { doing } from './doing.ts';
import type { LabOf } from './lab.ts';

/** How a queue treats what fails: patiently, loudly in the end, and to the harm of nobody else. */
export function givingUpContract(lab: LabOf): void {
  trying(lab);
  tryingAnew(lab);
  merging(lab);
}

/** Lets the pauses between attempts pass until something is so. */
async function patiently(lab: LabOf, isSo: () => boolean): Promise<void> {
  await lab().until(async () => {
    await lab().pass(60_000);
    return isSo();
  });
}

function trying(lab: LabOf): void {
  test('one that always fails is given up once, and a hundred others are done meanwhile', async () => {
    const { queue } = lab();
    const others = new Set(Array.from({ length: 100 }, (_, index) => `good ${index}`));
    const given: GivenUp[] = [];
    let tries = 0;
    const release = async (id: string) => {
      others.delete(id);
      if (id !== 'poison') return;
      tries += 1;
      throw new Error(`failure ${tries}`);
    };
    for (const id of ['poison', ...others]) await queue.wake('release', id);
    await queue.start(doing({ release, givenUp: async (job) => void given.push(job) }));
    await lab().until(() => others.size === 0);
    assert.ok(tries > 0);
    assert.deepEqual(given, [], 'it is tried again, and later');
    await patiently(lab, () => given.length > 0);
    assert.deepEqual(
      given.map(({ kind, id, error }) => [kind, id, messageOf(error)]),
      [['release', 'poison', 'failure 6']],
    );
    assert.equal(tries, 6);
  });
}

function tryingAnew(lab: LabOf): void {
  test('what was given up is tried anew when it is woken again', async () => {
    const { queue } = lab();
    let [tries, given] = [0, 0];
    const site = async () => {
      tries += 1;
      if (tries <= 6) throw new Error('not yet');
    };
    const givenUp = async () => {
      given += 1;
    };
    await queue.wake('site', 'revived');
    await queue.start(doing({ site, givenUp }));
    await patiently(lab, () => given === 1);
    await queue.wake('site', 'revived');
    await lab().until(() => tries === 7);
    assert.equal(given, 1);
  });

  test('where giving up fails, it is given up again, and not tried again', async () => {
    const { queue } = lab();
    let [tries, given] = [0, 0];
    const site = async () => {
      tries += 1;
      throw new Error('never');
    };
    const givenUp = async () => {
      given += 1;
      if (given === 1) throw new Error('nobody listens');
    };
    await queue.wake('site', 'unheard');
    await queue.start(doing({ site, givenUp }));
    await patiently(lab, () => given === 2);
    assert.equal(tries, 6);
  });
}

function merging(lab: LabOf): void {
  test('whoever gives up may have it tried later', async () => {
    const { queue, store } = lab();
    let [tries, given] = [0, 0];
    const delivery = async () => {
      tries += 1;
      if (tries <= 6) throw new Error('not yet');
    };
    const givenUp = async ({ kind, id }: GivenUp) => {
      given += 1;
      await queue.wake(kind, id, 60_000);
    };
    await store.deliveries.accept({ id: 'patient', event: 'push', body: '{}' });
    await queue.start(doing({ delivery, givenUp }));
    await patiently(lab, () => given === 1);
    await patiently(lab, () => tries === 7);
  });

  test('news of what waits to be tried again are worked at once, and do not multiply the attempts', async () => {
    const { queue } = lab();
    let [tries, given] = [0, 0];
    const release = async () => {
      tries += 1;
      throw new Error('not yet');
    };
    const givenUp = async () => {
      given += 1;
    };
    await queue.start(doing({ release, givenUp }));
    await queue.wake('release', 'urgent');
    await lab().until(() => tries === 1);
    await lab().until(async () => (await queue.size()).active === 0);
    await queue.wake('release', 'urgent');
    await lab().until(() => tries === 2);
    await lab().until(async () => (await queue.size()).active === 0);
    assert.equal((await queue.size()).waiting, 1);
    await patiently(lab, () => given === 1);
    assert.equal(tries, 7);
  });
}
