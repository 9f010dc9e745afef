import assert from 'node:assert/strict';
import { test } from 'node:test';
import push from '../../src/handlers/push.ts';
import { placesOf, testHostile } from '../support/payloads.ts';

test('a pushed tag and a pushed branch say where to look, and nothing else', () => {
  assert.deepEqual(placesOf(push, { ref: 'refs/tags/v1' }), [{ at: 'tags', pushed: 'v1' }]);
  assert.deepEqual(placesOf(push, { ref: 'refs/heads/main' }), [{ at: 'repository' }]);
});

testHostile(push);
