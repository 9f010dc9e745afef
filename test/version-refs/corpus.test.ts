import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CORPUS, NO_CORPUS } from '../score/corpus.ts';
import { score } from '../score/scores/version-refs.ts';

test('every recorded case comes out as recorded', { skip: NO_CORPUS }, async () => {
  const { lines, misses } = await score.run(CORPUS);
  assert.deepEqual(misses, []);
  assert.ok(lines.length > 0);
  for (const { what, isReached, value } of lines) assert.ok(isReached, `${what}: ${value}`);
});
