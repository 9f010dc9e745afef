import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after } from '../../src/domain/time.ts';
import soak from '../../src/gates/soak.ts';
import { ask, NOW, view } from '../support/release.ts';

const HOUR = 3_600_000;

function asked(hours: number, length = '24h') {
  const release = view({ ringSince: after(NOW, -hours * HOUR) });
  return ask(soak, { release, options: { for: length } });
}

test('waits until the time is over, and says when that is', async () => {
  const { state, reason, until } = await asked(1);
  assert.equal(state, 'pending');
  assert.equal(reason, 'in this ring until 05 May 08:12 UTC, for 1 d in all');
  assert.equal(until, after(NOW, 23 * HOUR));
});

for (const [hours, state] of [
  [23.999, 'pending'],
  [24, 'pass'],
  [100, 'pass'],
] as const)
  test(`after ${hours} of 24 hours it is ${state}`, async () => {
    assert.equal((await asked(hours)).state, state);
  });
