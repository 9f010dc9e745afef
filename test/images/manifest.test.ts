import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readManifest } from '../../src/images/manifest.ts';

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

function digest(letter: string) {
  return `sha256:${letter.repeat(64)}`;
}

function pointer(letter: string, mediaType = OCI_MANIFEST, more: object = {}) {
  return { mediaType, digest: digest(letter), size: 7, ...more };
}

function read(mediaType: string, content: object) {
  return readManifest({ mediaType, bytes: Buffer.from(JSON.stringify(content)) });
}

function image(content: object = {}) {
  return { mediaType: OCI_MANIFEST, config: pointer('c', OCI_CONFIG), layers: [], ...content };
}

for (const mediaType of [OCI_INDEX, DOCKER_LIST]) {
  test(`${mediaType} is an index of platforms`, () => {
    const content = read(mediaType, {
      mediaType,
      manifests: [
        pointer('a', OCI_MANIFEST, { platform: { os: 'linux', architecture: 'amd64' } }),
        pointer('b', OCI_MANIFEST, {
          platform: { os: 'linux', architecture: 'arm', variant: 'v6' },
          annotations: { note: 'small' },
        }),
      ],
    });
    assert.equal(content.kind, 'index');
    assert.deepEqual(
      content.children.map((child) => [child.platform, child.digest, child.annotations]),
      [
        ['linux/amd64', digest('a'), {}],
        ['linux/arm/v6', digest('b'), { note: 'small' }],
      ],
    );
  });
}

test('attestations are kept apart from platforms, by platform and mark together', () => {
  const mark = { 'vnd.docker.reference.type': 'attestation-manifest' };
  const linux = { os: 'linux', architecture: 'amd64' };
  const nowhere = { os: 'unknown', architecture: 'unknown' };
  const content = read(OCI_INDEX, {
    manifests: [
      pointer('a', OCI_MANIFEST, { platform: linux }),
      pointer('b', OCI_MANIFEST, { platform: nowhere, annotations: mark }),
      pointer('d', OCI_MANIFEST, { platform: linux, annotations: mark }),
      pointer('e', OCI_MANIFEST, { platform: nowhere }),
    ],
  });
  assert.deepEqual(
    content.children.map((child) => child.digest),
    [digest('a'), digest('d'), digest('e')],
  );
  assert.deepEqual(
    content.attestations.map((child) => child.digest),
    [digest('b')],
  );
});

test('a child without a platform stays a child, and Windows builds keep their version', () => {
  const windows = { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1' };
  const { children } = read(OCI_INDEX, {
    manifests: [pointer('a'), pointer('b', OCI_MANIFEST, { platform: windows })],
  });
  assert.equal(children[0]?.platform, undefined);
  assert.equal(children[1]?.osVersion, '10.0.20348.1');
});

for (const [mediaType, config, layer] of [
  [OCI_MANIFEST, OCI_CONFIG, OCI_LAYER],
  [
    DOCKER_MANIFEST,
    'application/vnd.docker.container.image.v1+json',
    'application/vnd.docker.image.rootfs.diff.tar.gzip',
  ],
] as const) {
  test(`${mediaType} with an image's config and layers is an image`, () => {
    const layers = [pointer('a', layer)];
    const content = read(mediaType, { mediaType, config: pointer('c', config), layers });
    assert.equal(content.kind, 'image');
    assert.equal(content.config?.digest, digest('c'));
    assert.deepEqual(
      content.layers.map((one) => one.digest),
      [digest('a')],
    );
  });
}

const KINDS = [
  ['a Helm chart', 'chart', { config: pointer('c', 'application/vnd.cncf.helm.config.v1+json') }],
  [
    "a cosign signature with an image's config",
    'artifact',
    { layers: [pointer('a', 'application/vnd.dev.cosign.simplesigning.v1+json')] },
  ],
  [
    'a BuildKit attestation',
    'artifact',
    { layers: [pointer('a', 'application/vnd.in-toto+json')] },
  ],
  ['a manifest with an artifact type', 'artifact', { artifactType: 'application/spdx+json' }],
  ['an empty config', 'artifact', { config: pointer('c', 'application/vnd.oci.empty.v1+json') }],
  ['an image without a layer', 'image', {}],
] as const;

for (const [title, kind, content] of KINDS) {
  test(`${title} is of the kind "${kind}"`, () => {
    assert.equal(read(OCI_MANIFEST, image(content)).kind, kind);
  });
}

test('the revision is that of the annotations, and what a manifest is attached to is told', () => {
  const annotations = { 'org.opencontainers.image.revision': '3f9c' };
  const content = read(OCI_MANIFEST, image({ annotations, subject: pointer('e') }));
  assert.equal(content.revision, '3f9c');
  assert.equal(content.subject, digest('e'));
  assert.equal(read(OCI_MANIFEST, image()).revision, undefined);
});

test('annotations with names of object members are mere texts', () => {
  const bytes = Buffer.from('{"manifests":[],"annotations":{"__proto__":"x","constructor":"y"}}');
  const { annotations, revision } = readManifest({ mediaType: OCI_INDEX, bytes });
  assert.deepEqual(Object.entries(annotations), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
  assert.equal(revision, undefined);
});

test('deep nesting is no danger', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const bytes = Buffer.from(`{"manifests":[],"x":${deep}}`);
  assert.equal(readManifest({ mediaType: OCI_INDEX, bytes }).kind, 'index');
});
