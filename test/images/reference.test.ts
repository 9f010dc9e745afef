import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatReference, isImageTag, parseReference } from '../../src/images/reference.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;

const READ = [
  ['gcr.io/project/app', { host: 'gcr.io', path: 'project/app' }],
  ['gcr.io/project/app:v1', { host: 'gcr.io', path: 'project/app', tag: 'v1' }],
  [`gcr.io/app@${DIGEST}`, { host: 'gcr.io', path: 'app', digest: DIGEST }],
  ['127.0.0.1:5000/a/b:1.0', { host: '127.0.0.1:5000', path: 'a/b', tag: '1.0' }],
  ['localhost/app', { host: 'localhost', path: 'app' }],
  ['GHCR.io/app', { host: 'ghcr.io', path: 'app' }],
  ['xn--bcher-kva.example/app', { host: 'xn--bcher-kva.example', path: 'app' }],
] as const;

for (const [text, reference] of READ) {
  test(`"${text}" is read into its parts`, () => {
    assert.deepEqual(parseReference(text), reference);
  });
}

test('a reference is written as it was read', () => {
  for (const [text] of READ.slice(0, 5)) {
    assert.equal(formatReference(parseReference(text)), text);
  }
});

test('a reference with tag and digest is written by its digest', () => {
  const both = { host: 'gcr.io', path: 'app', tag: 'v1', digest: DIGEST };
  assert.equal(formatReference(both), `gcr.io/app@${DIGEST}`);
});

const REFUSED = [
  ['nginx', /must begin with the host/],
  ['library/nginx', /must begin with the host/],
  ['/nginx', /must begin with the host/],
  ['gcr.io', /must begin with the host/],
  ['https://gcr.io/app', /must begin with the host/],
  ['carol@gcr.io/app', /must begin with the host/],
  ['gcr.io/', /is not a repository/],
  ['gcr.io/App', /is not a repository/],
  ['gcr.io/../etc', /is not a repository/],
  ['gcr.io/a//b', /is not a repository/],
  ['gcr.io/app:', /is not an image tag/],
  ['gcr.io/app:v1"]', /is not an image tag/],
  [`gcr.io/app:${'v'.repeat(129)}`, /is not an image tag/],
  ['gcr.io/app@sha256:123', /is not a sha256 digest/],
  [`gcr.io/app@sha512:${'a'.repeat(128)}`, /is not a sha256 digest/],
  [`gcr.io/${'a/'.repeat(200)}a`, /too long/],
] as const;

for (const [text, reason] of REFUSED) {
  test(`"${text.slice(0, 40)}" is refused: ${reason.source}`, () => {
    assert.throws(() => parseReference(text), { code: 'artifact-invalid', message: reason });
  });
}

test('git allows tags that images cannot have', () => {
  assert.ok(isImageTag('v1.0.0-rc.1_x'));
  for (const tag of ['v1.0.0+build', 'chart/v1', '-v1', '.v1', 'v1\u202e', 'v1\n', '']) {
    assert.equal(isImageTag(tag), false, JSON.stringify(tag));
  }
});
