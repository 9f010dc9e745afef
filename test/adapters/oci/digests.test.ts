import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDigest } from '../../../src/domain/digest.ts';
import { APP, requestsSince, world } from './world.ts';

const V1 = { ...APP, tag: 'v1.0.0' };
const OTHER = `sha256:${'1'.repeat(64)}` as const;

function digestIn(text: string | undefined) {
  assert.ok(text !== undefined && isDigest(text));
  return text;
}

test('a registry that lies about the digest of what it sends is found out, and both are named', async (t) => {
  const { client, image, server } = await world(t);
  server.faults.add({ method: 'GET', fault: { kind: 'announce', digest: OTHER } });
  await assert.rejects(client.manifest(V1), (error: Error & { code?: string }) => {
    assert.equal(error.code, 'outside-garbled');
    return error.message.includes(OTHER) && error.message.includes(image.digest);
  });
});

test('another manifest than the digest asked for is found out, and both are named', async (t) => {
  const { client, image, server } = await world(t);
  const child = digestIn(image.children['linux/arm64']);
  server.faults.add({ times: 2, fault: { kind: 'serve', digest: image.digest } });
  for (const ask of [client.manifest, client.digest]) {
    await assert.rejects(ask({ ...APP, digest: child }), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'outside-garbled');
      return error.message.includes(child) && error.message.includes(image.digest);
    });
  }
});

test('bytes that were tampered with are found out, by tag, by digest and as a blob', async (t) => {
  const { client, image, server } = await world(t);
  const garbled = { code: 'outside-garbled' };
  server.faults.add({ times: 3, fault: { kind: 'tamper' } });
  await assert.rejects(client.manifest(V1), garbled);
  await assert.rejects(client.manifest({ ...APP, digest: digestIn(image.digest) }), garbled);
  const [blob] = server.storage.repository(APP.path)?.blobs ?? [];
  await assert.rejects(client.blob(APP, digestIn(blob)), garbled);
});

test('an answer to HEAD is as true as its header; the answer to GET is as true as its bytes', async (t) => {
  const { client, image, server } = await world(t);
  const child = digestIn(image.children['linux/amd64']);
  server.faults.add({ method: 'HEAD', fault: { kind: 'serve', digest: child } });
  assert.equal(await client.digest(V1), child);
  assert.equal((await client.manifest(V1))?.digest, image.digest);
});

test('a registry that says no digest to HEAD is asked for the manifest', async (t) => {
  const { client, image, server } = await world(t);
  const before = server.requests.length;
  server.faults.add({ times: 2, fault: { kind: 'announce' } });
  assert.equal(await client.digest(V1), image.digest);
  assert.equal(requestsSince(server, before).length, 2);
});

test('a digest of another kind in the header is an error, and no digest', async (t) => {
  const { client, server } = await world(t);
  server.faults.add({ times: 2, fault: { kind: 'announce', digest: 'sha512:abc' } });
  await assert.rejects(client.digest(V1), { code: 'outside-garbled', message: /sha512:abc/ });
  await assert.rejects(client.manifest(V1), { code: 'outside-garbled', message: /sha512:abc/ });
});
