import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolution, resolutionSubject } from '../../src/votes/resolution.ts';

test('the result is told in sentences that count right', () => {
  assert.deepEqual(resolution({ plus: 1, minus: 0, zero: 0 }), [
    'There was 1 binding vote.',
    'Of these binding votes, 1 was +1, 0 were -1, and 0 were 0.',
  ]);
  assert.deepEqual(resolution({ plus: 8, minus: 1, zero: 0 }), [
    'There were 9 binding votes.',
    'Of these binding votes, 8 were +1, 1 was -1, and 0 were 0.',
  ]);
});

test('the subject says what became of it', () => {
  assert.equal(
    resolutionSubject('Project 1.0.0', true),
    '[RESULT] [VOTE] Release Project 1.0.0 PASSED',
  );
});
