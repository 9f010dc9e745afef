import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import { parseList } from '../../../src/images/list/parse-list.ts';
import { exampleDigest } from './example-digest.ts';

/** Writes a list in which the digests ascend, descend or are given by the entry: `v1@b2`. */
function written(images: Record<string, string>, newline = '\n'): string {
  let digits = 0x7fffff;
  const lines = Object.entries(images).flatMap(([name, entries]) => [
    `- name: ${name}`,
    '  dmap:',
    ...entries.split(' ').map((entry) => {
      const [tag = '', given] = entry.split('@');
      // Neither ascending nor descending, unless given.
      digits = (digits * 48_271) % 0x7fffffff;
      return `    "${exampleDigest(given ?? digits.toString(16))}": ["${tag}"]`;
    }),
  ]);
  return lines.map((line) => `${line}${newline}`).join('');
}

/** The tags of an image after adding some, in the order of the file. */
function orderAfter(text: string, image: string, ...added: string[]): string {
  const additions = added.map((entry, at) => {
    const [tag = '', given = `e${at}`] = entry.split('@');
    return { image, digest: exampleDigest(given), tags: [tag] };
  });
  const { blocks } = parseList(addToList(text, additions).text);
  const entries = blocks.filter(({ name }) => name === image).flatMap((block) => block.entries);
  return entries.map(({ tags }) => tags.join('+')).join(' ');
}

const ORDERS: Record<string, [entries: string, added: string, expected: string]> = {
  'by version, where people do so': ['v1.2 v1.9 v1.10', 'v1.9.1', 'v1.2 v1.9 v1.9.1 v1.10'],
  'by text, where the tool does so': [
    'v1.1.0 v1.10.0 v1.9.0',
    'v1.2.0',
    'v1.1.0 v1.10.0 v1.2.0 v1.9.0',
  ],
  'newest first': ['v1.10 v1.9 v1.2', 'v1.11', 'v1.11 v1.10 v1.9 v1.2'],
  'newest first, with a patch of an older version': [
    'v1.10 v1.9 v1.2',
    'v1.3',
    'v1.10 v1.9 v1.3 v1.2',
  ],
  'a candidate before its release': [
    'v1.0-rc.1 v1.0 v1.1',
    'v1.2-rc.1',
    'v1.0-rc.1 v1.0 v1.1 v1.2-rc.1',
  ],
  'a release behind its candidates': [
    'v1.0-rc.1 v1.0 v1.1-rc.1',
    'v1.1',
    'v1.0-rc.1 v1.0 v1.1-rc.1 v1.1',
  ],
  'variants behind the plain version': [
    'v0.9.0 v0.9.0-minimal v0.10.0 v0.10.0-minimal v0.11.0',
    'v0.10.0-full',
    'v0.9.0 v0.9.0-minimal v0.10.0 v0.10.0-full v0.10.0-minimal v0.11.0',
  ],
  'numbers that are no numbers': ['2.8 2.9 2.10 3.1', '3.10', '2.8 2.9 2.10 3.1 3.10'],
  'dates as numbers': ['v20230407 v20230527-abc', 'v20230501', 'v20230407 v20230501 v20230527-abc'],
  'at the end, where nobody keeps an order': ['v3 v1 v5 v2 v4', 'v0', 'v3 v1 v5 v2 v4 v0'],
  'at the top, where only the newest is always there': [
    'v0.1.1 v0.1.0-rc.0 v0.1.0-rc.1 v0.1.0',
    'v0.1.2',
    'v0.1.2 v0.1.1 v0.1.0-rc.0 v0.1.0-rc.1 v0.1.0',
  ],
  'in its place, where the order was broken long ago': [
    '3.4.13 3.4.7 3.4.8 3.4.9 3.5.0 3.5.1 3.5.2 3.5.3 3.5.4 3.5.5 3.5.6 3.6.0',
    '3.5.7',
    '3.4.13 3.4.7 3.4.8 3.4.9 3.5.0 3.5.1 3.5.2 3.5.3 3.5.4 3.5.5 3.5.6 3.5.7 3.6.0',
  ],
  'at the end, where the order was broken of late': [
    'v1.1 v1.2 v1.3 v1.4 v1.5 v1.6 v1.7 v1.8 v1.4.1 v1.9',
    'v1.5.1',
    'v1.1 v1.2 v1.3 v1.4 v1.5 v1.6 v1.7 v1.8 v1.4.1 v1.9 v1.5.1',
  ],
  'by digest, where all are': [
    'v9@11 v3@22 v5@33 v1@44 v7@55 v2@66 v8@77',
    'v6@50',
    'v9@11 v3@22 v5@33 v1@44 v6@50 v7@55 v2@66 v8@77'.replace(/@[0-9]+/g, ''),
  ],
};

for (const [title, [entries, added, expected]] of Object.entries(ORDERS))
  test(`a digest goes ${title}`, () => {
    const order = orderAfter(written({ app: entries }), 'app', added);
    assert.equal(order, expected.replace(/@[0-9]+/g, ''));
  });

test('an image that shows no order follows the others of its file', () => {
  const desc = written({ api: 'v3 v2 v1', app: 'v1', web: 'v9 v8' });
  assert.equal(orderAfter(desc, 'app', 'v2'), 'v2 v1');
  const digests = written({ api: 'v1@a1 v4@a2 v3@a3 v2@a4', app: 'v1@b5' });
  assert.equal(orderAfter(digests, 'app', 'v2@b4'), 'v2 v1');
});

test('a file that looks written by the tool is sorted as text, any other by version', () => {
  const images = { app: 'v1.8.0 v1.9.0' };
  assert.equal(orderAfter(written(images), 'app', 'v1.10.0'), 'v1.10.0 v1.8.0 v1.9.0');
  assert.equal(orderAfter(written(images, '\r\n'), 'app', 'v1.10.0'), 'v1.8.0 v1.9.0 v1.10.0');
});

test('several digests of one image keep to the order among themselves', () => {
  assert.equal(orderAfter(written({ app: 'v1 v2' }), 'app', 'v4', 'v3'), 'v1 v2 v3 v4');
  assert.equal(orderAfter(written({ app: 'v2 v1' }), 'app', 'v3', 'v4'), 'v4 v3 v2 v1');
  const top = written({ app: 'v5 v1 v3 v2 v4' });
  assert.equal(orderAfter(top, 'app', 'v7', 'v6'), 'v7 v6 v5 v1 v3 v2 v4');
  const appended = written({ app: 'v3 v1 v5 v2 v4' });
  assert.equal(orderAfter(appended, 'app', 'v9', 'v8'), 'v3 v1 v5 v2 v4 v9 v8');
});

test('a tag that reads like a number stays what it is', () => {
  const text = written({ app: '3.1 3.9' });
  assert.match(
    addToList(text, [{ image: 'app', digest: exampleDigest('e'), tags: ['3.10'] }]).text,
    /\["3\.10"\]/,
  );
});
