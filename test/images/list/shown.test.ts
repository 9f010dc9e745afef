import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown } from '../../../src/images/list/shown.ts';

test('what others wrote stands in quotes, and is cut where it is long', () => {
  assert.equal(shown('v1 0'), '"v1 0"');
  assert.equal(shown('v'.repeat(81)), `"${'v'.repeat(80)}…"`);
});
