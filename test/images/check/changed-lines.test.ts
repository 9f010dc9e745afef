import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, found, listOf } from './found.ts';

const ENTRIES = ['"{a1}": ["v1.0.0"]', '"{b2}": ["v1.1.0"]', '"{c3}": ["v1.2.0"]'] as const;
const before = listOf(...ENTRIES);

test('an old line that is written otherwise is told, though it says the same', () => {
  const after = listOf(ENTRIES[0], `"{b2}": [ "v1.1.0" ]`, ENTRIES[2]);
  const [finding, ...more] = findingsIn(after, { before });
  assert.deepEqual(more, []);
  assert.equal(finding?.rule, 'line-changed');
  assert.equal(finding.message, '1 old line is written otherwise');
  assert.equal(finding.line, 3);
});

test('a list that is written anew is told once, with the number of its old lines', () => {
  const after = listOf(...ENTRIES.map((line) => line.replace(/\["(.*)"\]/, '[ "$1" ]')));
  assert.deepEqual(
    findingsIn(after, { before }).map(({ message }) => message),
    ['3 old lines are written otherwise'],
  );
});

test('the line of a digest that got a further tag may change', () => {
  const after = listOf('"{a1}": ["v1.0.0", "v1.0.0-1"]', ENTRIES[1], ENTRIES[2]);
  assert.deepEqual(found(after, { before }), []);
});

test('an old line that stands elsewhere is told where it stands', () => {
  const after = listOf(ENTRIES[2], ENTRIES[0], ENTRIES[1]);
  assert.deepEqual(found(after, { before }), ['3 line-moved']);
});

test('a comment that is gone is told, but not one that says that there are no images', () => {
  const commented = before.replace('  dmap:\n', '  dmap:\n    # v0.9.0 was never built\n');
  assert.deepEqual(found(before, { before: commented }), ['2 comment-removed']);
  assert.deepEqual(found(before, { before: '# No images yet\n' }), []);
});

test('line ends that are others now are told', () => {
  assert.deepEqual(found(before.replaceAll('\n', '\r\n'), { before }), ['1 line-changed']);
});

test('blank lines may come and go', () => {
  assert.deepEqual(found(`${before}\n`, { before: `\n${before}` }), []);
});
