import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, found, listOf } from './found.ts';

test('a sound list has nothing to be told', () => {
  assert.deepEqual(found(listOf('"{a1}": ["v1.0.0"]', '"{b2}": ["v1.1.0"]')), []);
});

const NO_DIGESTS: readonly (readonly [what: string, digest: string])[] = [
  ['a digit less', `sha256:${'a'.repeat(63)}`],
  ['a digit more', `sha256:${'a'.repeat(65)}`],
  ['a prefix cut off', `ha256:${'a'.repeat(64)}`],
  ['capitals', `sha256:${'A'.repeat(64)}`],
  ['no prefix', 'a'.repeat(64)],
];

for (const [what, digest] of NO_DIGESTS)
  test(`a digest with ${what} is an error at its line`, () => {
    assert.deepEqual(found(listOf('"{a1}": ["v1.0.0"]', `"${digest}": ["v1.1.0"]`)), [
      '4 digest-syntax',
    ]);
  });

const NO_TAGS: readonly (readonly [what: string, tag: string])[] = [
  ['a quote', `'v1.1.0"'`],
  ['a blank', '"v1 .0"'],
  ['a dash in front', '"-v1"'],
  ['no character', '""'],
  ['129 characters', `"${'v'.repeat(128)}1"`],
];

for (const [what, tag] of NO_TAGS)
  test(`a tag with ${what} is an error at its line`, () => {
    assert.deepEqual(found(listOf('"{a1}": ["v1.0.0"]', `"{b2}": [${tag}]`)), ['4 tag-syntax']);
  });

test('a tag that is null is told as what promoters make of it', () => {
  const [finding] = findingsIn(listOf('"{a1}": [null]'));
  assert.equal(finding?.rule, 'tag-syntax');
  assert.match(finding.message, /is null, which promoters read as an empty text$/);
  assert.deepEqual(found(listOf('"{a1}": ["null"]')), ['3 moving-tag']);
});

for (const name of ['App', 'registry.k8s.io/app:v1', '"a b"', '"app\\u202e"'])
  test(`${name} is not the name of an image`, () => {
    assert.deepEqual(found(`- name: ${name}\n  dmap:\n    "{a1}": ["v1.0.0"]\n`), ['1 image-name']);
  });

test('a name with a slash is one', () => {
  assert.deepEqual(found('- name: charts/app\n  dmap:\n    "{a1}": ["v1.0.0"]\n'), []);
});

test('a tag that a reader takes for a number must stand in quotes', () => {
  const [finding] = findingsIn(listOf('"{a1}": [1.10]'));
  assert.equal(finding?.rule, 'unquoted-word');
  assert.match(finding.message, /some readers of YAML take it for the number 1\.1$/);
  assert.equal(finding.advice, 'Write "1.10".');
  assert.deepEqual(found(listOf('"{a1}": ["1.10"]')), []);
  assert.deepEqual(found(listOf('"{a1}": [v1.10.0]')), []);
});

test('a tag below its digest is told at its own line', () => {
  assert.deepEqual(found(listOf('"{a1}":', '- v1.0.0', '- 1.10')), ['5 unquoted-word']);
});

test('digests without double quotes are told once, however many they are', () => {
  const [finding, ...more] = findingsIn(listOf('{a1}: ["v1.0.0"]', "'{b2}': ['v1.1.0']"));
  assert.deepEqual(more, []);
  assert.equal(finding?.rule, 'unquoted-digest');
  assert.equal(finding.severity, 'warning');
  assert.equal(finding.line, 3);
  assert.equal(finding.more, 1);
});
