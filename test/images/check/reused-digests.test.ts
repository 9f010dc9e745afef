import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found, listOf } from './found.ts';

test('a digest that two versions share is told at the second', () => {
  assert.deepEqual(found(listOf('"{a1}": ["v1.0.0", "v1.1.0"]')), ['3 reused-digest']);
});

test('a version, its candidate and its series may share a digest', () => {
  assert.deepEqual(found(listOf('"{a1}": ["v1.0.0-rc.1", "v1.0.0"]')), []);
  assert.deepEqual(found(listOf('"{a1}": ["v1.0.0", "v20240101-abc"]')), []);
});
