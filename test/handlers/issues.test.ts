import assert from 'node:assert/strict';
import { test } from 'node:test';
import issues from '../../src/handlers/issues.ts';
import { placesOf, testHostile } from '../support/payloads.ts';

test('an issue is looked at', () => {
  const opened = { action: 'opened', issue: { number: 5 } };
  assert.deepEqual(placesOf(issues, opened), [{ at: 'issue', number: 5 }]);
});

testHostile(issues);
