import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found, listOf } from './found.ts';

const HEX = 'c'.repeat(64);

for (const tag of [`sha256-${HEX}.sig`, `sha256-${HEX}.att`, `sha256-${HEX}.sbom`, `sha256-${HEX}`])
  test(`what is tagged ${tag.replace(HEX, '…')} is no image`, () => {
    assert.deepEqual(found(listOf(`"{a1}": ["${tag}"]`)), ['3 not-an-image']);
  });

test('a version that only begins so is one', () => {
  assert.deepEqual(found(listOf(`"{a1}": ["sha256-${HEX.slice(1)}.sig"]`)), []);
});

test('an image of a mock release is an error at its name', () => {
  const list = (name: string) => `- name: ${name}\n  dmap:\n    "{a1}": ["v1.0.0"]\n`;
  assert.deepEqual(found(list('mock/app')), ['1 mock-image']);
  assert.deepEqual(found(list('mock-app')), []);
});
