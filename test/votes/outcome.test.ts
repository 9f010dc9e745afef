import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hoursLeft, outcomeOf, type Policy } from '../../src/votes/outcome.ts';

const HOUR = 3_600_000;
const RELEASE: Policy = { kind: 'release', minHours: 72, minBinding: 3 };

function outcome(
  [plus, minus, unclear = 0]: readonly [number, number, number?],
  hours: number,
  policy = RELEASE,
) {
  return outcomeOf({ plus, minus, zero: 0 }, unclear, policy, { start: 0, now: hours * HOUR });
}

for (const [what, votes, hours, expected] of [
  ['three for it after three days', [3, 0], 72, 'passed'],
  ['three for it a moment before', [3, 0], 71.999, 'open'],
  ['two for it', [2, 0], 80, 'failed'],
  ['as many against it', [3, 3], 80, 'failed'],
  ['somebody unclear who could turn it', [3, 2, 1], 80, 'needs-review'],
  ['somebody unclear who could make it', [2, 0, 1], 80, 'needs-review'],
  ['somebody unclear who changes nothing', [5, 0, 1], 80, 'passed'],
] as const)
  test(`${what}: ${expected}`, () => assert.equal(outcome(votes, hours), expected));

test('a release never needs fewer than three, whatever a project asks', () => {
  assert.equal(outcome([1, 0], 80, { ...RELEASE, minBinding: 1 }), 'failed');
  assert.equal(outcome([1, 0], 80, { ...RELEASE, kind: 'procedural' }), 'passed');
});

test('an extension never ends a vote earlier', () => {
  const window = { start: 0, now: 73 * HOUR };
  assert.equal(hoursLeft(RELEASE, { ...window, extendedTo: 96 * HOUR }), 23);
  assert.equal(hoursLeft(RELEASE, { ...window, extendedTo: 10 * HOUR }), 0);
});

test('one more vote against never helps, and one more for it never hurts', () => {
  const rank = { failed: 0, open: 1, 'needs-review': 2, passed: 3 };
  const count = fc.nat({ max: 8 });
  fc.assert(
    fc.property(count, count, count, (plus, minus, unclear) => {
      const now = rank[outcome([plus, minus, unclear], 80)];
      assert.ok(rank[outcome([plus, minus + 1, unclear], 80)] <= now);
      assert.ok(rank[outcome([plus + 1, minus, unclear], 80)] >= now);
    }),
  );
});
