import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { readPromoterManifest } from '../../src/images/promoter-manifest.ts';

const STAGING = 'us-central1-docker.pkg.dev/k8s-staging-images/app';

function manifest(...registries: readonly string[]): string {
  return `registries:\n${registries.map((each) => `- ${each}\n`).join('')}`;
}

const source = `name: ${STAGING}\n  src: true`;

test('the registry marked as source is staging, those behind registry.k8s.io are production', () => {
  const text = manifest(
    'name: europe-west1-docker.pkg.dev/k8s-artifacts-prod/images/app\n  service-account: x@example.org',
    source,
  );
  assert.deepEqual(readPromoterManifest(text), { from: STAGING, at: 'registry.k8s.io/app' });
});

test('images may stand at the very top of production', () => {
  const text = manifest(source, 'name: us-west1-docker.pkg.dev/k8s-artifacts-prod/images');
  assert.equal(readPromoterManifest(text).at, 'registry.k8s.io');
});

test('another production is not guessed', () => {
  const { from, at } = readPromoterManifest(manifest(source, 'name: quay.io/acme'));
  assert.deepEqual([from, at], [STAGING, undefined]);
});

test('what leads out of production is no place in it', () => {
  const text = manifest(source, 'name: us-west1-docker.pkg.dev/k8s-artifacts-prod/images/../x?y');
  assert.equal(readPromoterManifest(text).at, undefined);
});

const REFUSED: Readonly<Record<string, readonly [string, RegExp]>> = {
  'no source': [manifest('name: quay.io/acme'), /marks 0 registries/],
  'two sources': [manifest(source, 'name: gcr.io/x\n  src: true'), /marks 2 registries/],
  'a source that is no registry': [manifest('name: nowhere\n  src: true'), /image reference/],
  'a registry without a name': [manifest('src: true'), /has no "name"/],
  'no registries': ['images: []\n', /no list of "registries"/],
  'another kind of registries': ['registries: all\n', /no list of "registries"/],
  'what is no YAML': ['registries: [', /is not YAML/],
  'aliases that grow': ['a: &a [x, x]\nregistries: [*a, *a]\n', /cannot be read/],
  'a file without end': [`# ${'x'.repeat(300_000)}`, /longer than/],
};

for (const [what, [text, message]] of Object.entries(REFUSED))
  test(`${what}: refused`, () => {
    assert.throws(
      () => readPromoterManifest(text),
      (error: unknown) =>
        error instanceof RingmasterError &&
        error.code === 'artifact-invalid' &&
        message.test(error.message),
    );
  });
