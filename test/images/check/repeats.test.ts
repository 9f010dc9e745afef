import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, found, listOf } from './found.ts';

test('a tag on two digests is an error at the second, and names the first', () => {
  const [finding] = findingsIn(listOf('"{a1}": ["v1.0.0"]', '"{b2}": ["v1.0.0"]'));
  assert.equal(finding?.rule, 'tag-on-two-digests');
  assert.equal(finding.line, 4);
  assert.match(
    finding.message,
    /^app:v1\.0\.0 is sha256:a1\w+… on line 3, and sha256:b2\w+… here$/,
  );
});

test('a tag on two digests is found in two blocks of the same image', () => {
  const list = `${listOf('"{a1}": ["v1.0.0"]')}${listOf('"{b2}": ["v1.0.0"]')}`;
  assert.deepEqual(found(list), ['6 tag-on-two-digests']);
});

test('the same tag of two images is nothing', () => {
  const list = `${listOf('"{a1}": ["v1.0.0"]')}- name: web\n  dmap:\n    "{b2}": ["v1.0.0"]\n`;
  assert.deepEqual(found(list), []);
});

test('a digest that stands twice with the same tag is told in another block', () => {
  const list = `${listOf('"{a1}": ["v1.0.0"]')}${listOf('"{a1}": ["v1.0.0"]')}`;
  assert.deepEqual(found(list), ['6 digest-twice']);
});

test('a digest that stands twice in one block is an error, as promoters refuse it', () => {
  assert.deepEqual(found(listOf('"{a1}": ["v1.0.0"]', '"{a1}": ["v1.1.0"]')), ['4 key-twice']);
});

test('a tag that a digest has twice is told', () => {
  assert.deepEqual(found(listOf('"{a1}": ["v1.0.0", "v1.0.0"]')), ['3 tag-twice']);
  assert.deepEqual(found(listOf('"{a1}": ["v1.0.0", "v1.0.0-1"]')), []);
});

test('a list that keeps a block for each version may name its images again and again', () => {
  const block = (version: string, digits: string) =>
    `# ${version}\n- name: app\n  dmap:\n    "{${digits}1}": ["${version}"]\n- name: web\n  dmap:\n    "{${digits}2}": ["${version}"]\n\n`;
  assert.deepEqual(
    found(['1.0.0', '1.1.0', '1.2.0'].map((v, at) => block(v, `a${at}`)).join('')),
    [],
  );
});

test('an image that is named twice in any other list is told at the second name', () => {
  const upper = listOf('"{a1}": ["v1.0.0"]', '"{a2}": ["v1.1.0"]', '"{a3}": ["v1.2.0"]');
  const lower = listOf('"{b1}": ["v2.0.0"]', '"{b2}": ["v2.1.0"]', '"{b3}": ["v2.2.0"]');
  assert.deepEqual(found(upper + lower), ['6 image-twice']);
});
