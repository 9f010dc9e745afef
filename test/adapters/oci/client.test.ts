import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createRegistry } from '../../../src/adapters/oci/client.ts';
import { isDigest } from '../../../src/domain/digest.ts';
import { pushChart } from '../../registry/chart.ts';
import { listening } from '../../registry/listening.ts';
import { draftOf, pushBlob, pushManifest } from '../../registry/push.ts';
import { wire } from '../../registry/wire.ts';
import { APP, guardFor, HOST, requestsSince, testClock, world } from './world.ts';

const V1 = { ...APP, tag: 'v1.0.0' };
const MISSING = `sha256:${'0'.repeat(64)}` as const;

function digestIn(text: string | undefined) {
  assert.ok(text !== undefined && isDigest(text));
  return text;
}

test('an index is read by its tag with one request, and by its digest with one more', async (t) => {
  const { client, image, server } = await world(t);
  const before = server.requests.length;
  const byTag = await client.manifest(V1);
  const byDigest = await client.manifest({ ...APP, digest: digestIn(image.digest) });
  assert.equal(byTag?.digest, image.digest);
  assert.equal(byTag?.mediaType, 'application/vnd.oci.image.index.v1+json');
  assert.deepEqual(byTag, byDigest);
  assert.equal(createHash('sha256').update(byTag.bytes).digest('hex'), image.digest.slice(7));
  assert.deepEqual(requestsSince(server, before), [
    'GET /v2/staging/app/manifests/v1.0.0',
    `GET /v2/staging/app/manifests/${image.digest}`,
  ]);
});

test('a digest alone costs a HEAD', async (t) => {
  const { client, image, server } = await world(t);
  const before = server.requests.length;
  assert.equal(await client.digest(V1), image.digest);
  assert.deepEqual(requestsSince(server, before), ['HEAD /v2/staging/app/manifests/v1.0.0']);
});

for (const mediaType of [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]) {
  test(`${mediaType} is accepted, and not converted by the registry`, async (t) => {
    const { client, server } = await world(t);
    const to = wire({ url: server.url }, APP.path);
    const config = await pushBlob(
      to,
      'application/vnd.oci.image.config.v1+json',
      Buffer.from('{}'),
    );
    const content = mediaType.includes('manifest.v') ? { config, layers: [] } : { manifests: [] };
    const { digest } = await pushManifest(to, draftOf(mediaType, content), 'typed');
    const found = await client.manifest({ ...APP, tag: 'typed' });
    assert.deepEqual([found?.mediaType, found?.digest], [mediaType, digest]);
  });
}

test('a config is read as a blob', async (t) => {
  const { client, server } = await world(t);
  const chart = { to: { url: server.url }, path: 'charts/app', name: 'app', version: '0.1.0' };
  const { digest } = await pushChart(chart);
  const manifest = await client.manifest({ host: HOST, path: 'charts/app', tag: '0.1.0' });
  assert.equal(manifest?.digest, digest);
  const { config } = JSON.parse(Buffer.from(manifest.bytes).toString('utf8'));
  const bytes = await client.blob({ host: HOST, path: 'charts/app' }, config.digest);
  assert.equal(JSON.parse(Buffer.from(bytes ?? []).toString('utf8')).version, '0.1.0');
});

test('what does not exist is undefined, and no error', async (t) => {
  const { client } = await world(t);
  assert.equal(await client.manifest({ ...APP, tag: 'v2.0.0' }), undefined);
  assert.equal(await client.digest({ ...APP, tag: 'v2.0.0' }), undefined);
  assert.equal(await client.manifest({ ...APP, digest: MISSING }), undefined);
  assert.equal(await client.manifest({ host: HOST, path: 'no/where', tag: 'v1' }), undefined);
  assert.equal(await client.blob(APP, MISSING), undefined);
  assert.deepEqual(await client.tags({ host: HOST, path: 'no/where' }), []);
});

test('a reference without tag and digest is refused before anything is asked', async (t) => {
  const { client, server } = await world(t);
  const before = server.requests.length;
  await assert.rejects(client.manifest(APP), { code: 'artifact-invalid' });
  await assert.rejects(client.digest(APP), { code: 'artifact-invalid' });
  assert.equal(server.requests.length, before);
});

test('a tag that moves is seen at the next look, and while a replica is stale it is not', async (t) => {
  const { client, image, server } = await world(t);
  const child = digestIn(image.children['linux/amd64']);
  server.storage.setTag(APP.path, 'v1.0.0', child);
  server.faults.add({ times: 2, fault: { kind: 'stale' } });
  assert.equal((await client.manifest(V1))?.digest, image.digest);
  assert.equal(await client.digest(V1), image.digest);
  assert.equal((await client.manifest(V1))?.digest, child);
});

test('a tag that is not visible yet is undefined until it is', async (t) => {
  const { client, server, image } = await world(t);
  server.faults.add({ times: 2, fault: { kind: 'stale' } });
  assert.equal(await client.digest(V1), undefined);
  assert.equal(await client.digest(V1), image.digest);
});

test('a child that was lost is undefined, though the index still names it', async (t) => {
  const { client, image, server } = await world(t);
  const child = digestIn(image.children['linux/arm64']);
  server.storage.forget(APP.path, child);
  assert.equal((await client.manifest(V1))?.digest, image.digest);
  assert.equal(await client.digest({ ...APP, digest: child }), undefined);
});

test('more than 4 MiB are not read, neither announced nor streamed', async (t) => {
  const { url, stop } = await listening(
    createServer((request, response) => {
      if (request.url?.includes('/manifests/')) response.writeHead(200, { 'content-length': 5e6 });
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    }),
  );
  t.after(stop);
  const client = createRegistry({ guard: guardFor(t, { [HOST]: url }), clock: testClock() });
  const garbled = { code: 'outside-garbled', message: /larger than 4194304 bytes/ };
  await assert.rejects(client.manifest(V1), garbled);
  await assert.rejects(client.blob(APP, MISSING), garbled);
});

test('an answer that makes no sense is an error and never "absent"', async (t) => {
  const { client, server } = await world(t);
  for (const status of [204, 304, 400, 405, 418, 501]) {
    server.faults.add({ fault: { kind: 'status', status } });
    await assert.rejects(client.manifest(V1), {
      code: 'outside-garbled',
      message: new RegExp(`registry\\.example answers ${status} for staging/app`),
    });
  }
});

test("Docker Hub is found at its registry's own address, unless it is mapped", async (t) => {
  const { server, image } = await world(t);
  const reference = { host: 'docker.io', path: APP.path, tag: 'v1.0.0' };
  for (const host of ['registry-1.docker.io', 'docker.io']) {
    const guard = guardFor(t, { [host]: server.url });
    const client = createRegistry({ guard, clock: testClock() });
    assert.equal(await client.digest(reference), image.digest);
  }
});

test('a host that is not mapped and has a private address is refused', async (t) => {
  const { client } = await world(t);
  for (const host of ['127.0.0.1:5000', '169.254.169.254', '2130706433']) {
    await assert.rejects(client.digest({ host, path: 'a', tag: 'b' }), { code: 'address-refused' });
  }
});
