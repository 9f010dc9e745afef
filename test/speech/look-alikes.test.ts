import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAlikes, type Obstacle } from '../../src/speech/look-alikes.ts';

const CASES: readonly (readonly [string, Obstacle])[] = [
  ['> /lgtm', 'quote'],
  ['- /lgtm', 'list'],
  ['1. /lgtm', 'list'],
  ['[^1]: a\n/lgtm', 'footnote'],
  ['a|b\n-|-\n/lgtm', 'table'],
  ['# /lgtm', 'heading'],
  ['/lgtm\n===', 'heading'],
  ['```\n/lgtm', 'code'],
  ['`\n/lgtm\n`', 'code'],
  ['\n    /lgtm', 'code'],
  ['<div>\n/lgtm', 'HTML'],
  ['<!-- /lgtm -->', 'HTML comment'],
  ['[a\n/lgtm\n](/u)', 'link'],
  ['[a]: /u\n/lgtm', 'link definition'],
  ['~~a\n/lgtm x~~', 'strikethrough'],
  ['[a\n/lgtm x\nb]', 'link'],
  ['a <!--\n/lgtm', 'doubt'],
  ['<details>\n\n/lgtm', '<details>'],
  ['a\n    /lgtm', 'indented'],
  ['／lgtm', 'other slash'],
  ['⁄lgtm', 'other slash'],
  ['**/lgtm**', 'not first'],
  ['\\/lgtm', 'not first'],
  ['/lgtm!', 'word goes on'],
];

for (const [text, obstacle] of CASES)
  test(`${JSON.stringify(text)} is no command: ${obstacle}`, () => {
    const found = lookAlikes(text).find(({ name }) => name === 'lgtm');
    assert.equal(found?.obstacle, obstacle);
  });

test('a command is no look-alike', () => {
  assert.deepEqual(lookAlikes('/lgtm\n\n/rc from main'), []);
});
