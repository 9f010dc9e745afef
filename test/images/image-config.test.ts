import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readImageConfig } from '../../src/images/image-config.ts';

function read(content: unknown) {
  return readImageConfig(Buffer.from(JSON.stringify(content)));
}

test('a config tells platform, labels, commit and source', () => {
  const Labels = {
    'org.opencontainers.image.revision': '3f9c',
    'org.opencontainers.image.source': 'https://github.com/acme/app',
    maintainer: 'alice',
  };
  assert.deepEqual(read({ os: 'linux', architecture: 'arm', variant: 'v6', config: { Labels } }), {
    platform: 'linux/arm/v6',
    labels: Labels,
    revision: '3f9c',
    source: 'https://github.com/acme/app',
  });
});

test('a config without labels claims nothing', () => {
  for (const config of [undefined, null, {}, { Labels: null }]) {
    const { labels, revision, source } = read({ os: 'linux', architecture: 'amd64', config });
    assert.deepEqual([labels, revision, source], [{}, undefined, undefined]);
  }
});

test('labels that are no texts, and keys in another case, are refused', () => {
  const refused = { code: 'artifact-invalid' };
  assert.throws(() => read({ config: { Labels: { a: 1 } } }), refused);
  assert.throws(() => read({ config: { Labels: ['a=b'] } }), refused);
  assert.throws(() => read({ config: { labels: { a: 'b' } } }), refused);
  assert.throws(() => read([]), refused);
});
