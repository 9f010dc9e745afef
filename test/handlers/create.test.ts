import assert from 'node:assert/strict';
import { test } from 'node:test';
import create from '../../src/handlers/create.ts';
import { placesOf, testHostile } from '../support/payloads.ts';

test('a tag that came or went is looked for, a branch is not', () => {
  assert.deepEqual(placesOf(create, { ref_type: 'tag', ref: 'v1' }), [
    { at: 'tags', pushed: 'v1' },
  ]);
  assert.deepEqual(placesOf(create, { ref_type: 'branch', ref: 'main' }), []);
});

testHostile(create);
