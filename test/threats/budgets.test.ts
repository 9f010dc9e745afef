import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitted } from '../../src/show/limit.ts';

test('what must be said is cut to the room that people’s own words have left', () => {
  const text = fitted([{ text: 'x'.repeat(70_000), optional: false }], 20_000);
  assert.ok(text.length <= 20_000, `${text.length}`);
});
