import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { addToList } from '../../../src/images/list/add-to-list.ts';
import { parseList } from '../../../src/images/list/parse-list.ts';
import { exampleDigest, withDigests, withoutDigests } from './example-digest.ts';

function namesAfter(names: string, ...added: string[]): string {
  const before = names
    .split(' ')
    .map((name) => withDigests(`- name: ${name}\n  dmap:\n    "{a1}": ["v1"]\n`))
    .join('');
  const additions = added.map((image) => ({ image, digest: exampleDigest('b2'), tags: ['v2'] }));
  return parseList(addToList(before, additions).text)
    .blocks.map(({ name }) => name)
    .join(' ');
}

test('a new image goes to its place among sorted names', () => {
  assert.equal(
    namesAfter('api web', 'app', 'zoo', 'charts/app', 'aaa'),
    'aaa api app charts/app web zoo',
  );
});

test('among names in no order a new image goes behind its variants, else to the end', () => {
  const names = 'web web-arm64 web-amd64 api';
  assert.equal(namesAfter(names, 'web-s390x'), 'web web-arm64 web-amd64 web-s390x api');
  assert.equal(namesAfter(names, 'charts/web'), `${names} charts/web`);
  assert.equal(namesAfter('app-amd64 api', 'app'), 'app-amd64 app api');
});

test('one name out of place does not end the order of many', () => {
  const names = 'a b c d e f g h j k l zz m';
  assert.equal(namesAfter(names, 'i'), names.replace('h j', 'h i j'));
});

test('a new image is set apart as the others are', () => {
  const before =
    '- name: app\n  dmap:\n    "{a1}": ["v1"]\n\n- name: web\n  dmap:\n    "{a2}": ["v1"]\n';
  const add = (image: string) =>
    withoutDigests(
      addToList(withDigests(before), [{ image, digest: exampleDigest('b2'), tags: ['v1'] }]).text,
    );
  const block = (image: string) => `- name: ${image}\n  dmap:\n    "{b2}": ["v1"]\n`;
  assert.equal(add('zoo'), `${before}\n${block('zoo')}`);
  assert.equal(add('api'), `${block('api')}\n${before}`);
  assert.equal(add('ui'), before.replace('- name: web', `${block('ui')}\n- name: web`));
});

test('the first image goes below what is said at the head of the file', () => {
  const head = '# Owned by alice\n\n';
  const rest = '- name: b\n  dmap:\n    "{a1}": ["v1"]\n- name: c\n';
  const { text } = addToList(withDigests(head + rest), [
    { image: 'a', digest: exampleDigest('b2'), tags: ['v1'] },
  ]);
  assert.equal(withoutDigests(text), `${head}- name: a\n  dmap:\n    "{b2}": ["v1"]\n${rest}`);
});

for (const name of ['null', 'on', '1.10', '123', '1e3', '2026-01-01'])
  test(`a new image called ${name} is a text to every reader of YAML`, () => {
    for (const like of ['', '- name: app\n  dmap:\n    "{a1}": ["v1"]\n']) {
      const additions = [{ image: name, digest: exampleDigest('b2'), tags: ['v1'] }];
      const { text } = addToList(withDigests(like), additions);
      assert.ok(text.includes(`- name: "${name}"\n`), text);
      for (const version of ['1.1', '1.2'] as const) {
        const names = parse(text, { version }).map((image: { name: unknown }) => image.name);
        assert.ok(names.includes(name), version);
      }
    }
  });

test('a new image is quoted as its neighbour is, and not at all where that is plain', () => {
  const written = (like: string, image: string) =>
    addToList(withDigests(`- name: ${like}\n  dmap:\n    "{a1}": ["v1"]\n`), [
      { image, digest: exampleDigest('b2'), tags: ['v1'] },
    ]).text;
  assert.ok(written('app', 'charts/web').includes('- name: charts/web\n'));
  assert.ok(written("'app'", '1.10').includes("- name: '1.10'\n"));
});
