import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSamePlatform, missingPlatforms, platformText } from '../../src/images/platforms.ts';

test('a platform is written with its variant where it has one', () => {
  const parts = { os: 'linux', architecture: 'arm', variant: 'v6' };
  assert.equal(platformText(parts), 'linux/arm/v6');
  assert.equal(platformText({ ...parts, variant: undefined }), 'linux/arm');
  assert.equal(platformText({ ...parts, os: undefined, variant: '' }), 'unknown/arm');
});

const SAME = [
  ['linux/arm64', 'linux/arm64/v8'],
  ['linux/arm64', 'linux/aarch64'],
  ['linux/arm', 'linux/arm/v7'],
  ['linux/amd64', 'linux/x86_64'],
  ['Linux/AMD64', 'linux/amd64/v1'],
] as const;

for (const [one, other] of SAME) {
  test(`${one} and ${other} are the same platform`, () => {
    assert.ok(isSamePlatform(one, other));
  });
}

test('other variants and systems are other platforms', () => {
  assert.equal(isSamePlatform('linux/arm', 'linux/arm/v6'), false);
  assert.equal(isSamePlatform('linux/amd64', 'windows/amd64'), false);
  assert.equal(isSamePlatform('linux/amd64', 'linux/amd64/v3'), false);
  assert.equal(isSamePlatform('linux/constructor', 'linux/amd64'), false);
});

test('what is missing is named as it was wanted, and in that order', () => {
  const children = [{ platform: 'linux/arm64/v8' }, {}, { platform: 'linux/amd64' }];
  const wanted = ['linux/s390x', 'linux/arm64', 'linux/amd64', 'linux/arm/v6'];
  assert.deepEqual(missingPlatforms(wanted, children), ['linux/s390x', 'linux/arm/v6']);
  assert.deepEqual(missingPlatforms(['linux/amd64'], []), ['linux/amd64']);
});
