import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYamlList } from '../../../src/images/list/yaml-list.ts';

test('a plain null is the empty text, as promoters read it; in quotes it is itself', () => {
  const { images } = readYamlList('- {name: app, dmap: {x: [null, ~, "null", Null]}}\n');
  assert.deepEqual(
    images[0]?.entries[0]?.tags.map(({ text }) => text),
    ['', '', 'null', ''],
  );
});

test('an alias is what it stands for, at the line of that', () => {
  const { images, complaints } = readYamlList('- name: &a app\n- name: *a\n');
  assert.deepEqual(
    images.map(({ name: { text, line } }) => ({ text, line })),
    [
      { text: 'app', line: 1 },
      { text: 'app', line: 1 },
    ],
  );
  assert.deepEqual(complaints, []);
});

test('more aliases than a list needs are told once as that, and stand for nothing', () => {
  const text = `- name: &a app\n${'- name: *a\n'.repeat(150)}`;
  const { images, complaints } = readYamlList(text);
  assert.equal(images.length, 101);
  const messages = complaints.map(({ message }) => message);
  assert.equal(
    messages.filter((message) => message === 'this list has too many aliases').length,
    1,
  );
});
