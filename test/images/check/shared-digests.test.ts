import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found } from './found.ts';

/** Images with a digest for each version, by their first digits. */
function images(digests: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(digests)
    .map(([name, own]) => `- name: ${name}\n  dmap:\n${own.map(entry).join('')}`)
    .join('');
}

function entry(digits: string, at: number): string {
  return `    "{${digits}}": ["v1.${at}.0"]\n`;
}

test('one digest under two names is told at the second', () => {
  assert.deepEqual(found(images({ app: ['a1'], web: ['a1'] })), ['6 shared-digest']);
  assert.deepEqual(found(images({ app: ['a1'], web: ['b2'] })), []);
});

test('an image and its variant may share a digest', () => {
  assert.deepEqual(found(images({ app: ['a1'], 'app-amd64': ['a1'] })), []);
});

test('two names that share more than one digest are one image', () => {
  assert.deepEqual(found(images({ app: ['a1', 'b2'], web: ['a1', 'b2'] })), []);
});
