import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endsWithin, systemClock, within } from '../../src/adapters/clock.ts';

const NEVER = new Promise<never>(() => {});

test('what ends in time is told from what does not', async () => {
  assert.equal(await endsWithin(1_000, Promise.resolve()), true);
  assert.equal(await endsWithin(20, NEVER), false);
});

test('what fails in time fails', async () => {
  await assert.rejects(endsWithin(1_000, Promise.reject(new Error('broken'))), /broken/);
  await assert.rejects(within(1_000, Promise.reject(new Error('broken'))), /broken/);
});

test('an answer comes in time, or an error in its place', async () => {
  assert.equal(await within(1_000, Promise.resolve(7)), 7);
  await assert.rejects(within(20, NEVER), { code: 'outside-unreachable' });
});

test('what is repeated is not doubled, and has ended when it is stopped', async () => {
  let running = 0;
  let most = 0;
  let ended = 0;
  const repeating = systemClock.every(1, async () => {
    running += 1;
    most = Math.max(most, running);
    await systemClock.sleep(10);
    running -= 1;
    ended += 1;
  });
  await systemClock.sleep(60);
  await repeating.stop();
  assert.equal(running, 0);
  assert.equal(most, 1);
  const before = ended;
  assert.ok(before >= 2, String(before));
  await systemClock.sleep(30);
  assert.equal(ended, before);
});
