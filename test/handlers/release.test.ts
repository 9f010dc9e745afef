import assert from 'node:assert/strict';
import { test } from 'node:test';
import release from '../../src/handlers/release.ts';
import { placesOf, testHostile } from '../support/payloads.ts';

test('a release leads to its repository', () => {
  assert.deepEqual(placesOf(release, { action: 'published' }), [{ at: 'repository' }]);
});

testHostile(release);
