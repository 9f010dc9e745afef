import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readWrittenList, type WrittenList } from '../../../src/images/check/written-list.ts';
import { readYamlList } from '../../../src/images/list/yaml-list.ts';
import { LIST_AND_ADDITIONS } from '../list/generated-list.ts';

/** What each word says and where it stands; quotes, as far as they matter. */
function words(images: WrittenList['images']) {
  return images.map(({ name, entries }) => ({ name, entries }));
}

test('lines and YAML say the same words, at the same lines, in the same quotes', () => {
  fc.assert(
    fc.property(LIST_AND_ADDITIONS, ({ text }) => {
      const read = readWrittenList(text);
      fc.pre(read.lines.unread.length === 0);
      assert.deepEqual(words(read.images), words(readYamlList(text).images));
    }),
    { numRuns: 500 },
  );
});
