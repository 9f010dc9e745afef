import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { effectMark, managed, withManaged } from '../../src/show/marks.ts';

test('our block is put in place of the old one, and people’s words around it stay', () => {
  const body = `Hello\n\n${managed('old')}\n\nPS: thanks`;
  assert.equal(withManaged(body, 'new'), `Hello\n\n${managed('new')}\n\nPS: thanks`);
});

for (const [title, body, rest] of [
  ['is missing', 'words of people', 'words of people'],
  ['has lost its end', `<!-- ringmaster:begin -->\nold\nwords`, 'old\nwords'],
  ['has lost its beginning', 'words\n<!-- ringmaster:end -->', 'words'],
  ['is there twice', `${managed('one')}\n${managed('two')}`, 'one\n\n\ntwo'],
  ['is all there is', '', ''],
] as const)
  test(`a block that ${title} is put first, anew`, () => {
    const expected = rest === '' ? managed('new') : `${managed('new')}\n\n${rest}`;
    assert.equal(withManaged(body, 'new'), expected);
  });

test('writing twice changes nothing', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ unit: fc.constantFrom('a', '\n', '-') }),
      (body, block) => {
        const once = withManaged(body, block);
        assert.equal(withManaged(once, block), once);
      },
    ),
  );
});

test('a mark is an HTML comment that holds an id only', () => {
  assert.equal(effectMark('abc'), '<!-- ringmaster:effect=abc -->');
});
