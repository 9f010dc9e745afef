import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compareNaturally,
  compareText,
  compareVersions,
} from '../../../src/images/list/version-order.ts';

function assertAscending(compare: (a: string, b: string) => number, tags: readonly string[]): void {
  for (const [at, tag] of tags.entries())
    for (const later of tags.slice(at + 1)) {
      assert.ok(compare(tag, later) < 0, `${tag} before ${later}`);
      assert.ok(compare(later, tag) > 0, `${later} after ${tag}`);
    }
}

test('versions are compared by their numbers, candidates before releases, builds behind', () => {
  assertAscending(compareVersions, [
    'v1.0.0-alpha.1',
    'v1.0.0-alpha.2',
    'v1.0.0-beta.1',
    'v1.0.0-rc.1',
    'v1.0.0-rc.10',
    'v1.0.0',
    'v1.0.0-1',
    'v1.0.0-2',
    'v1.0.0-minimal',
    '1.0.1',
    'v1.9.0',
    'v1.10.0',
    'v.1.11.0',
    '1.21rc2-bookworm-0',
    '1.21-bookworm-0',
    'v20230407',
    'v20230407-abc',
    'v20230501',
    'bullseye-v1.1.2',
    'buster-v1.1.2',
  ]);
});

test('a natural order puts the shorter tag first, whatever follows', () => {
  assertAscending(compareNaturally, ['v0.8.0', 'v0.8.0-minimal', 'v0.8.0-rc.1', 'v0.8.1', 'v0.10']);
});

test('spellings of one version are equal', () => {
  assert.equal(compareVersions('1.2.0', 'v1.2.0'), 0);
  assert.equal(compareNaturally('v1.2.0', '1.2.0'), 0);
});

const TAG = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,12}$/),
  fc.stringMatching(/^v?[0-2]\.[0-2][0-2]?(\.[0-2])?(-(rc|alpha|beta|min)\.?[0-2]?)?$/),
);

for (const compare of [compareText, compareVersions, compareNaturally])
  test(`${compare.name} is an order: of three tags, no circle`, () => {
    fc.assert(
      fc.property(TAG, TAG, TAG, (a, b, c) => {
        assert.equal(Math.sign(compare(a, b)), -Math.sign(compare(b, a)) || 0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) assert.ok(compare(a, c) <= 0);
      }),
      { numRuns: 2_000 },
    );
  });
