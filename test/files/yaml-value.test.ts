import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { readValue, replaceValue } from '../../src/files/yaml-value.ts';

const STYLES: readonly (readonly [string, string])[] = [
  ['version: 1.2.3 # why', 'version: 1.3.0 # why'],
  ["version: '1.2.3'", "version: '1.3.0'"],
  ['version: "1.2.3"\r\n', 'version: "1.3.0"\r\n'],
  ['a: 1\nversion:   1.2.3\nb: 2', 'a: 1\nversion:   1.3.0\nb: 2'],
  ['{"version": "1.2.3", "b": [1,2]}', '{"version": "1.3.0", "b": [1,2]}'],
];

for (const [before, after] of STYLES)
  test(`${JSON.stringify(before)} keeps its style`, () => {
    assert.equal(replaceValue(before, 'version', '1.3.0'), after);
  });

test('a value that YAML would take for something else is quoted', () => {
  for (const value of ['1.10', 'no', '0x1f', 'null', '', 'a: b', '# x'])
    assert.deepEqual(readValue(replaceValue('v: x', 'v', value) ?? '', 'v'), { value });
});

test('dotted keys lead into maps', () => {
  assert.deepEqual(readValue('image:\n  tag: v1', 'image.tag'), { value: 'v1' });
});

test('a value over several lines is not replaced', () => {
  assert.equal(replaceValue('v: x', 'v', 'a\nb'), undefined);
});

test('whatever is put in comes out again, and nothing else changes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', "'", '"'), (value, quote) => {
      const text = `# head\na: 1\nv: ${quote}old${quote} # tail\nb: [x, y]\n`;
      const changed = replaceValue(text, 'v', value);
      if (changed === undefined) return;
      assert.deepEqual(parseDocument(changed).toJS(), { a: 1, v: value, b: ['x', 'y'] });
      assert.ok(
        changed.startsWith('# head\na: 1\nv: ') && changed.endsWith(' # tail\nb: [x, y]\n'),
      );
    }),
  );
});
