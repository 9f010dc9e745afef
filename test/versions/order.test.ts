import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLatest, isVersion, previousOf } from '../../src/versions/order.ts';

for (const version of ['0.1.0', '1.2.3', '1.0.0-rc.1', '10.20.30'])
  test(`${version} is a version`, () => assert.ok(isVersion(version)));

for (const text of [
  'v1.2.3',
  '1.2',
  '01.2.3',
  '1.2.3+build',
  '1.2.3 ',
  '1.2.3-',
  '',
  '1․2.3',
  '٣.1.0',
])
  test(`${JSON.stringify(text)} is no version`, () => assert.equal(isVersion(text), false));

test('1.2.4 after 1.3.0 is not the latest', () => {
  assert.equal(isLatest('1.2.4', ['1.2.3', '1.3.0']), false);
  assert.equal(isLatest('1.3.1', ['1.2.4', '1.3.0']), true);
});

test('1.10.0 is later than 1.9.0', () => {
  assert.equal(isLatest('1.9.1', ['1.10.0']), false);
});

test('a prerelease is never the latest, and never keeps a final version from being it', () => {
  assert.equal(isLatest('2.0.0-rc.1', ['1.0.0']), false);
  assert.equal(isLatest('1.0.1', ['2.0.0-rc.1', '1.0.0']), true);
});

test('the version before 1.2.4 is 1.2.3, whatever else was released', () => {
  assert.equal(previousOf('1.2.4', ['1.2.2', '1.2.3', '1.3.0', '1.2.4-rc.1']), '1.2.3');
});

test('a prerelease follows the prerelease before it', () => {
  assert.equal(previousOf('1.2.4-rc.2', ['1.2.3', '1.2.4-rc.1']), '1.2.4-rc.1');
});

test('the first release has none before it', () => {
  assert.equal(previousOf('0.1.0', []), undefined);
});
