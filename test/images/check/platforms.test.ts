import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ManifestFact } from '../../../src/images/check/facts.ts';
import { exampleDigest } from '../list/example-digest.ts';
import { findingsIn, found, listOf } from './found.ts';

const OLD = '"{a1}": ["v1.0.0"]';
const NEW = '"{b2}": ["v1.1.0"]';
const before = listOf(OLD);
const after = listOf(OLD, NEW);

const INDEX: ManifestFact = { kind: 'index', platforms: ['linux/amd64', 'linux/arm64'] };

/** Facts about manifests, by the first digits of their digests. */
function facts(manifests: Readonly<Record<string, ManifestFact>>) {
  return {
    manifests: new Map(
      Object.entries(manifests).map(([digits, fact]) => [exampleDigest(digits), fact] as const),
    ),
  };
}

test('the image of one platform after an index is an error', () => {
  const one: ManifestFact = { kind: 'image', platforms: ['linux/amd64'] };
  const [finding] = findingsIn(after, { before, facts: facts({ a1: INDEX, b2: one }) });
  assert.equal(finding?.rule, 'one-platform');
  assert.equal(finding.line, 4);
  assert.match(finding.message, /where app:v1\.0\.0 is an index of 2$/);
});

test('an index that lacks a platform is told, with its name', () => {
  const less: ManifestFact = { kind: 'index', platforms: ['linux/amd64'] };
  const [finding] = findingsIn(after, { before, facts: facts({ a1: INDEX, b2: less }) });
  assert.equal(finding?.rule, 'fewer-platforms');
  assert.match(finding.message, /lacks "linux\/arm64", which app:v1\.0\.0 has$/);
});

test('an index with the same platforms and more is nothing', () => {
  const more = { ...INDEX, platforms: ['linux/s390x', 'linux/arm64/v8', 'linux/amd64'] };
  assert.deepEqual(found(after, { before, facts: facts({ a1: INDEX, b2: more }) }), []);
});

test('images and charts that always were of one platform are nothing', () => {
  const image: ManifestFact = { kind: 'image', platforms: ['linux/amd64'] };
  const chart: ManifestFact = { kind: 'chart', platforms: [] };
  assert.deepEqual(found(after, { before, facts: facts({ a1: image, b2: image }) }), []);
  assert.deepEqual(found(after, { before, facts: facts({ a1: chart, b2: chart }) }), []);
});

test('what is attached to an image is none', () => {
  const attached: ManifestFact = { kind: 'attached', platforms: [] };
  assert.deepEqual(found(after, { before, facts: facts({ a1: INDEX, b2: attached }) }), [
    '4 not-an-image',
  ]);
});

test('the version next below is the one to compare with, not the line above', () => {
  const wide = { ...INDEX, platforms: [...INDEX.platforms, 'linux/s390x'] };
  const list = listOf('"{c3}": ["v2.0.0"]', OLD, NEW);
  const manifests = facts({ a1: INDEX, b2: INDEX, c3: wide });
  assert.deepEqual(
    found(list, { before: listOf('"{c3}": ["v2.0.0"]', OLD), facts: manifests }),
    [],
  );
});

test('without a list before, each version is compared with the one below', () => {
  const one: ManifestFact = { kind: 'image', platforms: ['linux/amd64'] };
  assert.deepEqual(found(after, { facts: facts({ a1: INDEX, b2: one }) }), ['4 one-platform']);
});
