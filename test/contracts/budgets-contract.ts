import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LabOf } from './lab.ts';

const MINUTE = 60_000;

/** How workers share what they may ask of somebody. */
export function budgetsContract(lab: LabOf): void {
  pacing(lab);
  sharing(lab);
}

function hands(lab: LabOf) {
  const take = (...paces: readonly { key: string; every: number; burst: number }[]) =>
    lab().store.budgets.take(paces);
  const pace = (key: string, burst: number) => ({ key, every: MINUTE, burst });
  /** Whether it is that long, but for what the test itself took. */
  const isAbout = (wait: number, expected: number) =>
    assert.ok(wait > expected - 10_000 && wait <= expected, `${wait} is not about ${expected}`);
  return { take, pace, isAbout };
}

function pacing(lab: LabOf): void {
  const { take, pace, isAbout } = hands(lab);

  test('as many as the burst come at once, and then one at a time', async () => {
    for (let count = 0; count < 3; count += 1) assert.equal(await take(pace('burst', 3)), 0);
    isAbout(await take(pace('burst', 3)), MINUTE);
    await lab().pass(MINUTE);
    assert.equal(await take(pace('burst', 3)), 0);
    isAbout(await take(pace('burst', 3)), MINUTE);
  });

  test('a rest gives back the burst, and no more', async () => {
    for (let count = 0; count < 2; count += 1) assert.equal(await take(pace('rest', 2)), 0);
    await lab().pass(100 * MINUTE);
    for (let count = 0; count < 2; count += 1) assert.equal(await take(pace('rest', 2)), 0);
    isAbout(await take(pace('rest', 2)), MINUTE);
  });

  test('whoever waits as long as it was said has a place', async () => {
    await take(pace('wait', 1));
    await lab().pass(await take(pace('wait', 1)));
    assert.equal(await take(pace('wait', 1)), 0);
  });

  test('a place is taken in every stream or in none', async () => {
    assert.equal(await take(pace('narrow', 1)), 0);
    for (let count = 0; count < 5; count += 1)
      isAbout(await take(pace('wide', 2), pace('narrow', 1)), MINUTE);
    assert.equal(await take(pace('wide', 2)), 0);
    assert.equal(await take(pace('wide', 2)), 0);
  });
}

function sharing(lab: LabOf): void {
  const { take, pace, isAbout } = hands(lab);

  test('the longest wait of all streams is told', async () => {
    const slow = { key: 'slow', every: 10 * MINUTE, burst: 1 };
    assert.equal(await take(slow, pace('quick', 1)), 0);
    isAbout(await take(pace('quick', 1), slow), 10 * MINUTE);
    assert.equal(await take(), 0);
  });

  test('a closed stream opens when its time is over, and a longer closing holds', async () => {
    const { budgets } = lab().store;
    await budgets.close('closed', 10 * MINUTE);
    await budgets.close('closed', MINUTE);
    isAbout(await take(pace('closed', 5)), 10 * MINUTE);
    await budgets.close('closed', 20 * MINUTE);
    isAbout(await take(pace('other', 5), pace('closed', 5)), 20 * MINUTE);
    await lab().pass(20 * MINUTE);
    for (let count = 0; count < 5; count += 1) assert.equal(await take(pace('closed', 5)), 0);
    assert.ok((await take(pace('closed', 5))) > 0);
  });

  test('many at once never exceed it, in whatever order they name the streams', async () => {
    const streams = [pace('crowd-a', 7), pace('crowd-b', 9)];
    const waits = await Promise.all(
      Array.from({ length: 40 }, (_, n) => take(...(n % 2 ? streams : streams.toReversed()))),
    );
    assert.equal(waits.filter((wait) => wait === 0).length, 7);
  });
}
