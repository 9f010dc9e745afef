import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rivalsAmong } from '../../../src/cli/promote/rivals.ts';

function found(
  { title = 'Something', branch = 'x' }: { title?: string; branch?: string },
  ...tags: readonly string[]
): boolean {
  const pull = { number: 7, address: 'https://github.example/7', author: 'bob', from: 'bob' };
  const asked = tags.map((tag) => ({ asked: tag, tag }));
  const site = { pulls: [{ ...pull, title, branch }], mine: undefined };
  return rivalsAmong(site, { project: 'dra-driver', tags: asked }).length > 0;
}

const SAME: readonly (readonly [string, string])[] = [
  ['Image promotion for dra-driver v0.2.0', 'v0.2.0'],
  ['Image promotion for dra-driver v0.2.0 / 0.2.0', '0.2.0'],
  ['promote dra-driver images 0.2.0', 'v0.2.0'],
  ['DRA-Driver: V0.2.0.', 'v0.2.0'],
];

for (const [title, tag] of SAME)
  test(`“${title}” seems to promote ${tag}`, () => assert.ok(found({ title }, 'v9', tag)));

test('a branch as kpromo names it tells as much as a title', () => {
  assert.ok(found({ branch: 'dra-driver-v0.2.0-image-promotion' }, 'v0.2.0'));
});

const OTHERS: readonly (readonly [string, string])[] = [
  ['Image promotion for dra-driver v0.2.0', 'v0.2'],
  ['Image promotion for dra-driver v0.2.01', 'v0.2.0'],
  ['Image promotion for dra-driver v0.2.0.1', 'v0.2.0'],
  ['Image promotion for dra-driver v10.2.0', 'v0.2.0'],
  ['Image promotion for dra-driver v1.0.2.0', '0.2.0'],
  ['Image promotion for dra-drivers v0.2.0', 'v0.2.0'],
  ['Image promotion for kueue v0.2.0', 'v0.2.0'],
];

for (const [title, tag] of OTHERS)
  test(`“${title}” does not promote ${tag}`, () => assert.ok(!found({ title }, tag)));
