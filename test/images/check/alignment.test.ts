import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aligned } from '../../../src/images/check/alignment.ts';

const NONE: ReadonlySet<number> = new Set();

test('lines that are gone, and those that are not there as often, are lost', () => {
  const { lost, moved } = aligned(['a', 'b', 'b', 'c'], ['b', 'c', 'd'], NONE);
  assert.deepEqual({ lost, moved }, { lost: [1, 3], moved: [] });
});

test('as few lines as explain it were moved', () => {
  const { lost, moved } = aligned(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'], NONE);
  assert.deepEqual({ lost, moved }, { lost: [], moved: [1] });
});

test('what is passed over is neither lost nor moved', () => {
  const { lost, moved } = aligned(['a', 'b', 'c'], ['c', 'x'], new Set([1, 2]));
  assert.deepEqual({ lost, moved }, { lost: [], moved: [] });
});

test('the nearest line above that is still there has a new number', () => {
  const { nearest } = aligned(['a', 'b', 'c'], ['x', 'a', 'c'], NONE);
  assert.deepEqual([nearest(1), nearest(2), nearest(3)], [2, 2, 3]);
  assert.equal(aligned(['a'], ['b'], NONE).nearest(1), 1);
});

test('inserted lines are never a loss or a move', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 });
  fc.assert(
    fc.property(lines, fc.array(fc.tuple(fc.nat(12), fc.constantFrom('x', 'y'))), (old, added) => {
      const now: string[] = [...old];
      for (const [at, line] of added) now.splice(Math.min(at, now.length), 0, line);
      const { lost, moved } = aligned(old, now, NONE);
      assert.deepEqual({ lost, moved }, { lost: [], moved: [] });
    }),
  );
});

test('a removed line is lost, whatever else is there', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(lines, fc.nat(), (old, choice) => {
      const now = old.toSpliced(choice % old.length, 1);
      assert.equal(aligned(old, now, NONE).lost.length, 1);
    }),
  );
});
