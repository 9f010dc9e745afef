import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readManifest } from '../../src/images/manifest.ts';

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';

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

const REFUSED = [
  ['bytes that are no JSON', 'not json', /not JSON in UTF-8/],
  ['a byte order mark', '\ufeff{"manifests":[]}', /not JSON in UTF-8/],
  ['a list', '[]', /is not an object/],
  ['null', 'null', /is not an object/],
  ['no list of manifests', '{}', /without "manifests"/],
  ['manifests that are an object', '{"manifests":{}}', /manifest\.manifests is not a list/],
  ['a child that is a text', '{"manifests":["x"]}', /manifests\[0\] is not an object/],
  ['a child without a digest', '{"manifests":[{}]}', /manifests\[0\]\.digest is not a sha256/],
  ['annotations that are a list', '{"manifests":[],"annotations":[]}', /annotations is not an obj/],
  [
    'an annotation that is a number',
    '{"manifests":[],"annotations":{"a":1}}',
    /annotations\["a"\] is not a text/,
  ],
  ['another media type inside', `{"mediaType":"${OCI_MANIFEST}"}`, /calls itself/],
  ['the layers of an image in an index', '{"manifests":[],"layers":[]}', /has "layers"/],
  ['the config of an image in an index', '{"manifests":[],"config":{}}', /has "config"/],
  ['two keys that differ by case', '{"manifests":[],"Manifests":[]}', /both "manifests" and/],
  ['a key in another case', '{"Manifests":[]}', /some readers take for "manifests"/],
  ['a key with a long s', '{"manife\u017fts":[]}', /some readers take for "manifests"/],
] as const;

for (const [title, text, message] of REFUSED) {
  test(`an index with ${title} is refused`, () => {
    const bytes = Buffer.from(text);
    assert.throws(() => readManifest({ mediaType: OCI_INDEX, bytes }), {
      code: 'artifact-invalid',
      message,
    });
  });
}

test('a size that is no number of bytes is refused', () => {
  for (const size of [-1, 1.5, '7', null, 2 ** 60]) {
    assert.throws(() => read(OCI_MANIFEST, image({ config: { ...pointer('c'), size } })), {
      code: 'artifact-invalid',
      message: /config\.size is not a number of bytes/,
    });
  }
});

test('an image without a config, or with a list of manifests, is refused', () => {
  assert.throws(() => read(OCI_MANIFEST, { layers: [] }), { message: /has no "config"/ });
  assert.throws(() => read(OCI_MANIFEST, image({ manifests: [] })), { message: /has "manifests"/ });
});

test('digests of other kinds and in upper case are refused', () => {
  for (const odd of [`sha512:${'a'.repeat(128)}`, digest('A'), `${digest('a')}\n`]) {
    const manifests = [{ ...pointer('a'), digest: odd }];
    assert.throws(() => read(OCI_INDEX, { manifests }), { code: 'artifact-invalid' });
  }
});

test('a media type of neither image nor index is refused', () => {
  for (const mediaType of [
    'text/html',
    '',
    'application/vnd.docker.distribution.manifest.v1+json',
  ]) {
    assert.throws(() => read(mediaType, {}), { message: /none of an image or index/ });
  }
});

test('bytes that are no UTF-8 are refused', () => {
  const bytes = Buffer.concat([
    Buffer.from('{"manifests":[],"a":"'),
    Buffer.from([0xff, 0x22, 0x7d]),
  ]);
  assert.throws(() => readManifest({ mediaType: OCI_INDEX, bytes }), { message: /not JSON/ });
});

test('more than 4 MiB are not even read', () => {
  const bytes = Buffer.alloc(4 * 1024 * 1024 + 1, 0x20);
  assert.throws(() => readManifest({ mediaType: OCI_INDEX, bytes }), { message: /larger than/ });
});

test('what the document says is quoted in an error at some length only', () => {
  const long = 'x'.repeat(100_000);
  try {
    read(OCI_INDEX, { mediaType: long, manifests: [] });
    assert.fail('it was read');
  } catch (error) {
    assert.ok(error instanceof Error && error.message.length < 400);
  }
});
