import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import { proposedArtifacts } from '../../src/engine/proposal-versions.ts';

const PROCESS = {
  artifacts: [
    { name: 'images', tag: 'v$version', image: 'gcr.io/p/app:v$version' },
    { name: 'chart', tag: 'chart/$version' },
  ],
};

for (const [words, expected] of [
  [['v0.1.0'], ['images v0.1.0', 'chart chart/0.1.0']],
  [['0.1.0'], ['images v0.1.0', 'chart chart/0.1.0']],
  [['v0.1.0-rc.1'], ['images v0.1.0-rc.1', 'chart chart/0.1.0-rc.1']],
  [['chart/0.1.3'], ['chart chart/0.1.3']],
  [['images@0.1.0'], ['images v0.1.0']],
  [
    ['v0.1.0', 'chart/0.1.3'],
    ['images v0.1.0', 'chart chart/0.1.3'],
  ],
  [
    ['chart/0.1.3', 'v0.1.0'],
    ['chart chart/0.1.3', 'images v0.1.0'],
  ],
] as const)
  test(`/release new ${words.join(' ')} takes ${expected.join(' and ')}`, () => {
    const proposed = proposedArtifacts(words, PROCESS);
    assert.ok('artifacts' in proposed);
    assert.deepEqual(
      proposed.artifacts.map(({ name, tag }) => `${name} ${tag}`),
      expected,
    );
  });

test('templates are filled', () => {
  const proposed = proposedArtifacts(['v0.1.0'], PROCESS);
  assert.ok('artifacts' in proposed);
  assert.equal(proposed.artifacts[0]?.image, 'gcr.io/p/app:v0.1.0');
});

for (const [words, refusal] of [
  [[], /no version was named/],
  [['latest'], /latest is no version of an artifact; say for instance v1\.2\.0 or chart\/1\.2\.0/],
  [['v1'], /v1 is no version/],
  [['v1.2.3+build'], /is no version/],
  [['v01.2.3'], /is no version/],
  [['v1.0.0\u202e'], /is no version/],
  [['v0.1.0', 'v0.2.0'], /images is named twice/],
  [['v0.1.0', 'nonsense'], /nonsense is no version/],
] as const)
  test(`/release new ${words.join(' ')} is refused`, () => {
    const proposed = proposedArtifacts(words, PROCESS);
    assert.ok('refusal' in proposed);
    assert.match(plain(proposed.refusal), refusal);
  });
