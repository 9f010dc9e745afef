import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkList } from '../../../src/images/check/check-list.ts';
import { withDigests } from '../list/example-digest.ts';
import { found, listOf } from './found.ts';

const WRONG = '"{a1}": ["latest"]';

test('what was wrong before is counted and not told, wherever it stands now', () => {
  const before = withDigests(listOf(WRONG));
  const after = withDigests(listOf('"{b2}": ["v1.0.0"]', WRONG));
  const { findings, older } = checkList({ before, after });
  assert.deepEqual({ findings, older }, { findings: [], older: 1 });
});

test('the same mistake once more is told', () => {
  const again = '"{b2}": ["latest"]';
  assert.deepEqual(found(listOf(WRONG, again), { before: listOf(WRONG) }).toSorted(), [
    '4 latest-tag',
    '4 tag-on-two-digests',
  ]);
});

test('a mistake that another one replaced is not excused by it', () => {
  const before = `- name: App\n${listOf()}`;
  assert.ok(found(`- name: Web\n${listOf()}`, { before }).includes('1 image-name'));
});
