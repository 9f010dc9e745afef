import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, fillAll, knownVariables, unknownVariables } from '../../src/process/variables.ts';

/** As shells write it. */
const BRACED = ['$', '{version}'].join('');

const VALUES = {
  artifacts: [
    { name: 'images', version: '0.1.0', tag: 'v0.1.0' },
    { name: 'my-chart', version: '0.1.3', tag: 'chart/0.1.3' },
  ],
  candidate: { n: 2, branch: 'main' },
};

for (const [text, expected] of [
  ['v$version', 'v0.1.0'],
  ['$tag', 'v0.1.0'],
  ['v$images.version', 'v0.1.0'],
  ['$my-chart.version and $my-chart.tag', '0.1.3 and chart/0.1.3'],
  ['v$version-rc$n', 'v0.1.0-rc2'],
  ['$version.rc$n', '0.1.0.rc2'],
  ['release-$branch', 'release-main'],
] as const)
  test(`${text} becomes ${expected}`, () => {
    assert.equal(fill(text, VALUES), expected);
    assert.deepEqual(unknownVariables(text, knownVariables(['images', 'my-chart'])), []);
  });

test('what nothing fills is named, and stays as it is written', () => {
  const known = knownVariables(['images']);
  assert.deepEqual(unknownVariables('$revision $other.version', known), [
    '$revision',
    '$other.version',
  ]);
  assert.equal(fill('$chart.version', VALUES), '$chart.version');
});

for (const [text, strange] of [
  [`v${BRACED}`, BRACED],
  ['v${version', '${version'],
  ['v$Version', '$Version'],
  [':v$VERSION', '$VERSION'],
  ['$versions', '$versions'],
  ['$images.digest', '$images'],
  ['$1', '$1'],
  ['costs 5$', '$'],
  ['$$version', '$'],
] as const)
  test(`${strange} in ${text} is no variable`, () => {
    assert.deepEqual(unknownVariables(text, knownVariables(['images'])), [strange]);
  });

test('plain data is filled all the way down', () => {
  assert.deepEqual(fillAll({ a: ['v$version', 1, { b: '$n' }] }, VALUES), {
    a: ['v0.1.0', 1, { b: '2' }],
  });
});
