import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playAll } from './crew.ts';
import { FAULTS } from './faults.ts';
import { totalsOf } from './totals.ts';

// CI plays many more; see .ci/run.
const SEEDS = 60;

test('a storm of simulated releases breaks no promise', async () => {
  const reports = await playAll({ seeds: SEEDS, from: 1, workers: 2 }, () => {});
  const totals = totalsOf(reports);
  assert.deepEqual(totals.violations, []);
  assert.equal(totals.seeds, SEEDS);
  assert.ok(totals.released > SEEDS / 3, 'most releases that nobody attacks come to their end');
  const never = [...totals.faults].flatMap(([name, count]) => (count === 0 ? name : []));
  assert.deepEqual(never, [], 'whatever never goes wrong is not proven');
  assert.equal(totals.faults.size, Object.keys(FAULTS).length);
});

test('one seed is one run, to the last step', async () => {
  const [report] = await playAll({ seeds: 1, from: 100, workers: 1 }, () => {});
  assert.equal(report?.isSameAgain, true);
});
