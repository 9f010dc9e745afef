import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resembles, tagFor, versionIn } from '../../src/versions/tag-pattern.ts';

test('a tag and its version belong together', () => {
  assert.equal(tagFor('0.1.0', 'chart/$version'), 'chart/0.1.0');
  assert.equal(versionIn('chart/0.1.0', 'chart/$version'), '0.1.0');
  assert.equal(versionIn('v0.1.0', 'v$version'), '0.1.0');
});

for (const [tag, pattern] of [
  ['0.1.0', 'v$version'],
  ['v0.1', 'v$version'],
  ['v0.1.0', 'chart/$version'],
  ['chart/v0.1.0', 'chart/$version'],
  ['v', 'v$version'],
] as const)
  test(`${tag} does not fit ${pattern}`, () => assert.equal(versionIn(tag, pattern), undefined));

for (const tag of ['0.1.0', 'V0.1.0', 'chart/v0.1.0', 'chart-0.1.0', 'v0.1', 'v0_1_0'])
  test(`${tag} looks like a misspelt chart/0.1.0 or v0.1.0`, () => {
    assert.ok(resembles(tag, 'v0.1.0') || resembles(tag, 'chart/0.1.0'));
  });

test('another version is not a misspelling', () => {
  assert.equal(resembles('v0.2.0', 'v0.1.0'), false);
  assert.equal(resembles('v0.1.0', 'v0.1.0'), false);
});
