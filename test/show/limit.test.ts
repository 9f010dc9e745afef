import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BODY_LIMIT, cut, fitted } from '../../src/show/limit.ts';

test('what fits is joined as it is', () => {
  assert.equal(
    fitted([
      { text: 'a', optional: false },
      { text: 'b', optional: true },
    ]),
    'a\n\nb',
  );
});

test('folded parts that do not fit are left out, and it says so', () => {
  const parts = [
    { text: 'head', optional: false },
    { text: 'x'.repeat(30_000), optional: true },
    { text: 'y'.repeat(40_000), optional: true },
    { text: 'z', optional: true },
    { text: 'foot', optional: false },
  ];
  const text = fitted(parts);
  assert.ok(text.length <= BODY_LIMIT);
  assert.match(text, /^head\n\nx+\n\nz\n\nfoot\n\n<sub>1 folded part left out/);
});

test('even what must not be left out is cut before GitHub refuses it', () => {
  const text = fitted([{ text: '💥'.repeat(60_000), optional: false }]);
  assert.ok(text.length <= BODY_LIMIT);
  assert.ok(text.isWellFormed(), 'no character is cut in two');
});

test('a text of exactly the limit is left alone', () => {
  assert.equal(cut('a'.repeat(10), 10), 'a'.repeat(10));
  assert.equal(cut(`${'a'.repeat(9)}💥`, 10).split('\n')[0], 'a'.repeat(9));
});
