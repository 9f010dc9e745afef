import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareFacts } from '../../src/domain/facts.ts';
import { facts } from '../support/release.ts';

const PINNED = facts({ 'tag:v1': 'a' });

test('a new key is pinned', () => {
  const { fresh, moved } = compareFacts(
    PINNED,
    [{ key: 'tag:v2', value: 'b', settle: 'pin' }],
    'tag',
  );
  assert.deepEqual(fresh, [{ key: 'tag:v2', value: 'b', source: 'tag' }]);
  assert.deepEqual(moved, []);
});

test('what is only watched is not pinned', () => {
  assert.deepEqual(
    compareFacts(PINNED, [{ key: 'tag:v2', value: 'b', settle: 'watch' }], 'tag').fresh,
    [],
  );
});

for (const settle of ['pin', 'watch'] as const)
  test(`another value has moved, whether it is to ${settle} or not`, () => {
    const { fresh, moved } = compareFacts(PINNED, [{ key: 'tag:v1', value: 'b', settle }], 'tag');
    assert.deepEqual(fresh, []);
    assert.deepEqual(moved, [{ key: 'tag:v1', from: 'a', to: 'b', source: 'tag' }]);
  });

test('the same value is nothing new, and what is not seen has not moved', () => {
  const nothing = { fresh: [], moved: [] };
  assert.deepEqual(
    compareFacts(PINNED, [{ key: 'tag:v1', value: 'a', settle: 'pin' }], 'tag'),
    nothing,
  );
  assert.deepEqual(compareFacts(PINNED, [], 'tag'), nothing);
});
