import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from '../../src/speech/nearest.ts';

const KNOWN = ['changelog', 'file', 'tag', 'staged', 'approve'];

for (const [word, expected] of [
  ['chagnelog', 'changelog'],
  ['stagd', 'staged'],
  ['tga', 'tag'],
  ['aprove', 'approve'],
  ['vote', undefined],
  ['x', undefined],
] as const)
  test(`${word} is taken for ${expected ?? 'nothing'}`, () => {
    assert.equal(nearest(word, KNOWN), expected);
  });

test('two words equally near are no answer', () => {
  assert.equal(nearest('tap', ['tag', 'tax']), undefined);
});
