import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Shuffle } from './shuffle.ts';

test('one seed is one sequence of delays, another seed another', () => {
  const sequence = (seed: number) => {
    const shuffle = new Shuffle({ seed, longest: 20 });
    return Array.from({ length: 50 }, () => shuffle.delay());
  };
  assert.deepEqual(sequence(7), sequence(7));
  assert.notDeepEqual(sequence(7), sequence(8));
  assert.ok(sequence(7).every((delay) => delay >= 1 && delay <= 20));
});
