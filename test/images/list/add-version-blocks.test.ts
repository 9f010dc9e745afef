import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import type { Addition } from '../../../src/images/list/additions.ts';
import { exampleDigest, withDigests, withoutDigests } from './example-digest.ts';

function block(heading: string, ...images: string[]): string {
  return [heading, ...images.map(image)].filter((part) => part !== '').join('\n');
}

function image(words: string): string {
  const [name = '', digits = '', tag = ''] = words.split(' ');
  return `- name: ${name}\n  dmap:\n    "{${digits}}": ["${tag}"]`;
}

function after(before: string, ...added: string[]): string {
  const additions: Addition[] = added.map((words) => {
    const [name = '', digits = '', ...tags] = words.split(' ');
    return { image: name, digest: exampleDigest(digits), tags };
  });
  const { text } = addToList(withDigests(before), additions);
  assert.equal(addToList(text, additions).text, text, 'adding it again changes nothing');
  return withoutDigests(text);
}

const OLD = block('# 1.28.0', 'api a1 v1.28.0', 'web a2 v1.28.0');
const LAST = block('# 1.28.1', 'api b1 v1.28.1', 'web b2 v1.28.1');
const NEW = block('# 1.29.0', 'api c1 v1.29.0', 'web c2 v1.29.0');

test('a new version is a new block at the end, with heading and distance of the last one', () => {
  for (const gap of ['\n', '\n\n', '\n\n\n'])
    for (const end of ['', '\n', '\n\n']) {
      const before = `${OLD}${gap}${LAST}${end}`;
      assert.equal(
        after(before, 'web c2 v1.29.0', 'api c1 v1.29.0'),
        `${OLD}${gap}${LAST}${gap}${NEW}${end}`,
      );
    }
});

test('a heading shows the tag as the last one does, and keeps its other words', () => {
  const headed = (old: string, last: string) =>
    `${block(old, 'api a1 v1.0', 'web a2 v1.0')}\n\n${block(last, 'api b1 v1.1', 'web b2 v1.1')}\n`;
  const added = block('', 'api c1 v1.2', 'web c2 v1.2');
  for (const [last, expected] of [
    ['# v1.1', '# v1.2'],
    ['# 1.1', '# 1.2'],
    ['# Release 1.1 (by carol)', '# Release 1.2 (by carol)'],
  ] as const) {
    const before = headed('# v1.0', last);
    assert.equal(after(before, 'api c1 v1.2', 'web c2 v1.2'), `${before}\n${expected}\n${added}\n`);
  }
  const strange = headed('# v1.0', '# the next one');
  assert.equal(after(strange, 'api c1 v1.2', 'web c2 v1.2'), `${strange}\n${added}\n`);
});

test('a file with one block so far gets a second one if its heading names the version', () => {
  assert.equal(after(`${OLD}\n`, 'api c1 v1.29.0', 'web c2 v1.29.0'), `${OLD}\n\n${NEW}\n`);
});

test('the blocks of a file without headings are told by their tags', () => {
  const plain = [OLD, LAST].map((text) => text.replace(/^#.*\n/, '')).join('\n');
  const added = NEW.replace(/^#.*\n/, '');
  assert.equal(after(`${plain}\n`, 'api c1 v1.29.0', 'web c2 v1.29.0'), `${plain}\n${added}\n`);
});

test('several versions are several blocks, in the order given', () => {
  const before = `${OLD}\n\n${LAST}\n`;
  const third = block('# 1.28.2', 'api d1 v1.28.2');
  assert.equal(
    after(before, 'api c1 v1.29.0', 'api d1 v1.28.2', 'web c2 v1.29.0'),
    `${before}\n${NEW}\n\n${third}\n`,
  );
});

test('an image that a version lacks joins the block of that version', () => {
  const before = `${OLD}\n\n${LAST}\n`;
  assert.equal(after(before, 'zoo c3 v1.28.0'), `${OLD}\n${image('zoo c3 v1.28.0')}\n\n${LAST}\n`);
});

test('a digest that an older version has is listed again under the new one', () => {
  const before = `${OLD}\n\n${LAST}\n`;
  assert.equal(
    after(before, 'api b1 v1.29.0'),
    `${before}\n${block('# 1.29.0', 'api b1 v1.29.0')}\n`,
  );
});

test('images follow the last block where it is not sorted, new ones behind', () => {
  const swapped = (text: string) => {
    const [heading = '', ...rest] = text.split('\n');
    return [heading, ...rest.slice(3), ...rest.slice(0, 3)].join('\n');
  };
  const before = `${swapped(OLD)}\n\n${swapped(LAST)}\n`;
  assert.equal(
    after(before, 'abc c3 v1.29.0', 'api c1 v1.29.0', 'web c2 v1.29.0'),
    `${before}\n${swapped(NEW)}\n${image('abc c3 v1.29.0')}\n`,
  );
});

test('a single block out of another tool does not set the style', () => {
  const other = LAST.replaceAll('"', '').replace(/: \[(.*)\]/g, ':\n    - $1');
  const before = `${OLD}\n\n${block('# 1.28.2', 'api d1 v1.28.2', 'web d2 v1.28.2')}\n\n${other}\n`;
  assert.equal(after(before, 'api c1 v1.29.0', 'web c2 v1.29.0'), `${before}\n${NEW}\n`);
});
