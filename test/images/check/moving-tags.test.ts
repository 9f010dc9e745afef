import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found, listOf } from './found.ts';

for (const tag of ['latest', 'v1-latest', 'latest-arm64'])
  test(`${tag} is an error`, () => {
    assert.deepEqual(found(listOf(`"{a1}": ["${tag}"]`)), ['3 latest-tag']);
  });

for (const tag of ['main', 'stable', 'release-1.30', 'branch_2'])
  test(`${tag} is meant to be moved`, () => {
    assert.deepEqual(found(listOf(`"{a1}": ["${tag}"]`)), ['3 moving-tag']);
  });

test('a series is known by the version beside it', () => {
  assert.deepEqual(found(listOf('"{a1}": ["v0.1.2", "v0.1"]')), ['3 moving-tag']);
  assert.deepEqual(found(listOf('"{a1}": ["v0.1"]')), []);
});

for (const tag of ['v1.0.0', 'greatest-1', 'bullseye-v1.1.2', 'v20240606-abc', '3.10'])
  test(`${tag} stays where it is`, () => {
    assert.deepEqual(found(listOf(`"{a1}": ["${tag}"]`)), []);
  });
