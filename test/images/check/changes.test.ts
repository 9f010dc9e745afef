import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, found, listOf } from './found.ts';

const OLD = ['"{a1}": ["v1.0.0"]', '"{b2}": ["v1.1.0", "v1.1.0-1"]'] as const;
const before = listOf(...OLD);
const web = '- name: web\n  dmap:\n    "{c3}": ["v2.0.0"]\n';

test('new lines alone are nothing to be told', () => {
  assert.deepEqual(found(listOf(...OLD, '"{d4}": ["v1.2.0"]'), { before }), []);
  assert.deepEqual(found(before, { before: '' }), []);
});

test('a tag that is on another digest now was moved', () => {
  const list = listOf('"{d4}": ["v1.0.0"]', OLD[1]);
  const [finding, ...more] = findingsIn(list, { before });
  assert.deepEqual(more, []);
  assert.equal(finding?.rule, 'tag-moved');
  assert.equal(finding.line, 3);
  assert.match(finding.message, /^app:v1\.0\.0 was sha256:a1\w+… and is sha256:d4\w+… now/);
});

test('a tag that moved to a listed digest was moved all the same', () => {
  const list = listOf('"{a1}": ["v1.0.0", "v1.1.0-1"]', '"{b2}": ["v1.1.0"]');
  assert.deepEqual(
    findingsIn(list, { before })
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, line, tag }) => ({ rule, line, tag })),
    [{ rule: 'tag-moved', line: 3, tag: 'v1.1.0-1' }],
  );
});

test('a tag that is gone is told at its digest', () => {
  assert.deepEqual(found(listOf(OLD[0], '"{b2}": ["v1.1.0"]'), { before }), ['4 tag-removed']);
});

test('a digest that is gone is told at the line below which it stood', () => {
  const [finding, ...more] = findingsIn(listOf(OLD[0]), { before }).filter(
    ({ severity }) => severity === 'error',
  );
  assert.deepEqual(more, []);
  assert.equal(finding?.rule, 'digest-removed');
  assert.equal(finding.line, 3);
  assert.match(finding.message, /is gone, with app:v1\.1\.0, but production keeps it$/);
});

test('an image that is gone is told once, not each of its digests', () => {
  const errors = findingsIn(before, { before: before + web }).filter(
    ({ severity }) => severity === 'error',
  );
  assert.deepEqual(
    errors.map(({ rule, line, image }) => ({ rule, line, image })),
    [{ rule: 'image-removed', line: 4, image: 'web' }],
  );
});

test('a list of which nothing is left has lost everything', () => {
  assert.deepEqual(
    findingsIn('', { before })
      .filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule),
    ['image-removed'],
  );
});

test('a list that cannot be read any more is told as that, not as empty', () => {
  assert.deepEqual(found(`${before}  "\n`, { before }), ['5 no-list']);
  assert.deepEqual(found('app: {}\n', { before }), ['1 no-list']);
});
