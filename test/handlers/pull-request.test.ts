import assert from 'node:assert/strict';
import { test } from 'node:test';
import pullRequest from '../../src/handlers/pull-request.ts';
import { placesOf, testHostile } from '../support/payloads.ts';

test('a pull request leads to whoever waits for its branch', () => {
  const payload = { pull_request: { head: { ref: 'ringmaster/x' } } };
  assert.deepEqual(placesOf(pullRequest, payload), [{ at: 'branch', branch: 'ringmaster/x' }]);
});

testHostile(pullRequest);
