import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CORPUS, NO_CORPUS } from '../score/corpus.ts';
import { score } from '../score/scores/votes.ts';

test('recorded votes are read and counted as they were meant', { skip: NO_CORPUS }, async () => {
  const { lines, misses } = await score.run(CORPUS);
  assert.deepEqual(misses, []);
  assert.ok(lines.every(({ isReached }) => isReached));
});
