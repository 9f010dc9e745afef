import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearTags, previousTag } from '../../src/images/near-tags.ts';

const PREVIOUS: readonly (readonly [string, string, string | undefined])[] = [
  ['v1.10.0', 'v1.9.0 v1.8.3 v1.10.0', 'v1.9.0'],
  ['v1.2.4', 'v1.3.0 v1.2.3', 'v1.2.3'],
  ['v1.2.0', 'v1.2.0-rc.1 v1.1.0', 'v1.1.0'],
  ['v1.2.0-rc.2', 'v1.2.0-rc.1 v1.1.0', 'v1.2.0-rc.1'],
  ['v3.4.4-1', 'v3.4.4-0 v3.4.3', 'v3.4.4-0'],
  ['3.10', '3.9 v3.9.1', '3.9'],
  ['v1.0.0', '0.9.0 bullseye-v0.9.0', undefined],
  ['v1.0.0', '', undefined],
  ['master', 'v1.0.0', undefined],
];

for (const [tag, tags, expected] of PREVIOUS)
  test(`before ${tag} among "${tags}" comes ${expected ?? 'nothing'}`, () => {
    assert.equal(previousTag(tag, tags.split(' ')), expected);
  });

test('near is what begins alike, then what is newer', () => {
  const tags = ['v0.1.0', 'v1.0.0', 'v0.2.0-rc.1', 'v0.2.1', '0.2.0'];
  assert.deepEqual(nearTags('v0.2.0', tags), ['0.2.0', 'v0.2.0-rc.1', 'v0.2.1']);
  assert.deepEqual(nearTags('v9', ['v1.0.0', 'v2.0.0', 'v10.0.0'], 2), ['v10.0.0', 'v2.0.0']);
});

test('signatures are nothing that anybody meant', () => {
  assert.deepEqual(nearTags('v1', [`sha256-${'a'.repeat(64)}.sig`, 'v2']), ['v2']);
  assert.deepEqual(nearTags('v1', []), []);
});
