import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYamlList } from '../../../src/images/list/yaml-list.ts';

const word = (text: string, line: number, quote: '' | '"' | "'" = '') => ({ text, line, quote });

test('every word comes with its line and its quotes', () => {
  const text = `- name: app\n  dmap:\n    'x:1':\n    - "v1"\n    - v2\n`;
  assert.deepEqual(readYamlList(text), {
    images: [
      {
        name: word('app', 1),
        entries: [{ digest: word('x:1', 3, "'"), tags: [word('v1', 4, '"'), word('v2', 5)] }],
      },
    ],
    complaints: [],
  });
});

test('what is no part of a list is told and left out, and the rest is read', () => {
  const text =
    '- name: app\n  owner: alice\n- web\n- name: b\n  dmap: {x: v1, x: [v2], y: [[z], v3]}\n';
  const { images, complaints } = readYamlList(text);
  assert.deepEqual(
    complaints.map(({ about, line }) => `${line} ${about}`),
    ['2 unknown-key', '3 no-list', '5 key-twice', '5 no-list', '5 no-list'],
  );
  assert.deepEqual(
    images.map(({ name, entries }) => [
      name.text,
      ...entries.map(({ digest, tags }) => [digest.text, ...tags.map((tag) => tag.text)].join(' ')),
    ]),
    [['app'], ['b', 'x', 'y v3']],
  );
});

for (const [what, text] of [
  ['no YAML', '- name: "app\n'],
  ['two documents', '- name: app\n---\n- name: b\n'],
  ['a line end of only some YAML', '- name: app # \u2028\n'],
] as const)
  test(`${what} says nothing at all`, () => {
    const { images, complaints } = readYamlList(text);
    assert.deepEqual(images, []);
    assert.deepEqual(
      complaints.map(({ about }) => about),
      ['no-list'],
    );
  });
