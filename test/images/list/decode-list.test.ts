import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeList } from '../../../src/images/list/decode-list.ts';

test('a text becomes the same bytes again, its byte order mark included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, marked) => {
      const bytes = Buffer.from(marked ? `\uFEFF${text}` : text, 'utf8');
      const decoded = decodeList(bytes);
      assert.ok('text' in decoded);
      assert.ok(Buffer.from(decoded.text, 'utf8').equals(bytes));
    }),
  );
});

for (const [what, bytes, strangeLine] of [
  ['a byte that is none', [0x61, 0x0a, 0xff, 0x0a], 2],
  ['a letter of Latin 1', [0x61, 0xe9, 0x62], 1],
  ['a letter cut off at the end', [0x61, 0x0a, 0x0a, 0xe2, 0x82], 3],
] as const)
  test(`${what} is found at its line`, () => {
    assert.deepEqual(decodeList(Uint8Array.from(bytes)), { strangeLine });
  });
