import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushImage } from './image.ts';
import { draftOf, pushBlob, pushManifest } from './push.ts';
import { sha256 } from './server/answer.ts';
import { started, users } from './server/world.ts';
import { isSkopeoInstalled, skopeoCopyAll, skopeoInspect } from './skopeo.ts';
import { wire } from './wire.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const skip = (await isSkopeoInstalled()) ? false : 'skopeo is not installed';

test('a blob comes in at once, in one request or two, and in chunks', async (t) => {
  const { ask } = await started(t);
  const digest = (content: string) => sha256(Buffer.from(content));
  const once = `/v2/a/blobs/uploads/?digest=${digest('once')}`;
  assert.equal((await ask('POST', once, { body: 'once' })).status, 201);

  const opened = await ask('POST', '/v2/a/blobs/uploads/');
  assert.equal(opened.status, 202);
  const place = String(opened.headers.location);
  const first = await ask('PATCH', place, { headers: { 'content-range': '0-2' }, body: 'one' });
  assert.deepEqual([first.status, first.headers.range], [202, '0-2']);
  const gap = await ask('PATCH', place, { headers: { 'content-range': '9-11' }, body: 'two' });
  assert.equal(gap.status, 416);
  assert.equal((await ask('GET', place)).headers.range, '0-2');
  const wrong = await ask('PUT', `${place}?digest=${digest('nonsense')}`, { body: 'two' });
  assert.deepEqual([wrong.status, /DIGEST_INVALID/.test(wrong.text)], [400, true]);
  assert.equal((await ask('PUT', `${place}?digest=${digest('onetwo')}`)).status, 404);

  const again = String((await ask('POST', '/v2/a/blobs/uploads/')).headers.location);
  await ask('PATCH', again, { body: 'one' });
  const done = await ask('PUT', `${again}?digest=${digest('onetwo')}`, { body: 'two' });
  assert.equal(done.status, 201);
  assert.equal((await ask('GET', `/v2/a/blobs/${digest('onetwo')}`)).text, 'onetwo');
  const head = await ask('HEAD', `/v2/a/blobs/${digest('onetwo')}`);
  assert.deepEqual([head.headers['content-length'], head.text], ['6', '']);
});

test('a blob is seen in its own repository alone, until it is mounted in another', async (t) => {
  const { ask, to } = await started(t);
  const { digest } = await pushBlob(wire(to, 'a'), CONFIG, Buffer.from('{}'));
  assert.equal((await ask('GET', `/v2/b/blobs/${digest}`)).status, 404);
  const mount = `/v2/b/blobs/uploads/?mount=${digest}&from=`;
  assert.equal((await ask('POST', `${mount}nowhere`)).status, 202);
  assert.equal((await ask('POST', `${mount}a`)).status, 201);
  assert.equal((await ask('GET', `/v2/b/blobs/${digest}`)).status, 200);
});

test('a manifest is refused before what it points to is there', async (t) => {
  const { to } = await started(t);
  const a = wire(to, 'a');
  const lost = { mediaType: CONFIG, digest: `sha256:${'0'.repeat(64)}`, size: 2 };
  const unknown = /400 .*MANIFEST_BLOB_UNKNOWN/;
  const early = draftOf(MANIFEST, { config: lost, layers: [] });
  await assert.rejects(pushManifest(a, early), unknown);
  await assert.rejects(pushManifest(a, draftOf(INDEX, { manifests: [lost] })), unknown);
  const config = await pushBlob(a, CONFIG, Buffer.from('{}'));
  await assert.rejects(pushManifest(a, draftOf(MANIFEST, { config, layers: [lost] })), unknown);
  const child = await pushManifest(a, draftOf(MANIFEST, { config, layers: [] }));
  await pushManifest(a, draftOf(INDEX, { manifests: [child] }), 'v1');
});

test('a manifest is refused under another digest, an impossible tag, or another media type', async (t) => {
  const { ask } = await started(t);
  const put = (rest: string, body: string, type = INDEX) =>
    ask('PUT', `/v2/a/manifests/${rest}`, { body, headers: { 'content-type': type } });
  const body = JSON.stringify({ mediaType: INDEX, manifests: [] });
  assert.match((await put(`sha256:${'0'.repeat(64)}`, body)).text, /DIGEST_INVALID/);
  assert.match((await put('-v1', body)).text, /TAG_INVALID/);
  assert.match((await put('v1', body, MANIFEST)).text, /MANIFEST_INVALID/);
  assert.match((await put('v1', 'not json')).text, /MANIFEST_INVALID/);
  assert.equal((await put('v1', body)).status, 201);
});

test('a tag may move, and where tags are immutable it may not', async (t) => {
  for (const immutableTags of [false, true]) {
    const { server, to } = await started(t, { immutableTags });
    const one = await pushImage({ to, path: 'a', tag: 'v1' });
    await pushImage({ to, path: 'a', tag: 'v1' });
    const move = pushImage({ to, path: 'a', tag: 'v1', content: 'another' });
    if (immutableTags) await assert.rejects(move, /400 .*immutable/);
    else await move;
    const isStill = server.storage.manifest('a', 'v1')?.digest === one.digest;
    assert.equal(isStill, immutableTags);
  }
});

test('tags come in pages where a number is named', async (t) => {
  const { ask, to } = await started(t);
  for (const tag of ['c', 'a', 'b']) await pushImage({ to, path: 'x', tag });
  assert.equal(JSON.parse((await ask('GET', '/v2/x/tags/list')).text).tags.join(), 'a,b,c');
  const page = await ask('GET', '/v2/x/tags/list?n=2');
  assert.equal(JSON.parse(page.text).tags.join(), 'a,b');
  const next = /<([^>]*)>; rel="next"/.exec(String(page.headers.link))?.[1] ?? '';
  const last = await ask('GET', next);
  assert.deepEqual([JSON.parse(last.text).tags.join(), last.headers.link], ['c', undefined]);
  assert.equal((await ask('GET', '/v2/nowhere/tags/list')).status, 404);
});

test('what is attached to a manifest is listed, unless there is no such API', async (t) => {
  for (const referrers of [true, false]) {
    const { ask, to } = await started(t, { referrers });
    const image = await pushImage({ to, path: 'a' });
    const subject = { mediaType: INDEX, digest: image.digest, size: 1 };
    const config = await pushBlob(
      wire(to, 'a'),
      'application/vnd.oci.empty.v1+json',
      Buffer.from('{}'),
    );
    const attached = { artifactType: 'application/spdx+json', config, layers: [], subject };
    const { digest } = await pushManifest(wire(to, 'a'), draftOf(MANIFEST, attached));
    const answer = await ask('GET', `/v2/a/referrers/${image.digest}`);
    assert.equal(answer.status, referrers ? 200 : 404);
    if (!referrers) continue;
    assert.equal(JSON.parse(answer.text).manifests[0].digest, digest);
    const other = await ask('GET', `/v2/a/referrers/${image.digest}?artifactType=x`);
    assert.deepEqual(JSON.parse(other.text).manifests, []);
    assert.equal(other.headers['oci-filters-applied'], 'artifactType');
  }
});

test('a client that does not accept the media type is told that there is nothing', async (t) => {
  const { ask, to } = await started(t);
  await pushImage({ to, path: 'a', tag: 'v1' });
  const accept = (type: string) => ask('GET', '/v2/a/manifests/v1', { headers: { accept: type } });
  assert.equal((await accept(MANIFEST)).status, 404);
  assert.equal((await accept(`${MANIFEST}, ${INDEX}`)).status, 200);
  assert.equal((await accept('*/*')).status, 200);
});

test('a route that it does not have is 501', async (t) => {
  const { ask } = await started(t);
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/v2/_catalog'],
    ['DELETE', '/v2/a/manifests/v1'],
    ['GET', '/v2/a/tags/other'],
    ['POST', '/v2/a/manifests/v1'],
  ] as const) {
    assert.equal((await ask(method, path)).status, 501, `${method} ${path}`);
  }
  assert.equal((await ask('GET', '/v2/UPPER/manifests/v1')).status, 400);
});

test('each push of a manifest is told', async (t) => {
  const told: string[] = [];
  const onChange = ({ path, tag, digest }: { path: string; tag?: string; digest: string }) =>
    told.push(`${path} ${tag} ${digest}`);
  const { to } = await started(t, { onChange });
  const image = await pushImage({ to, path: 'a', tag: 'v1' });
  assert.deepEqual(told, [
    ...Object.values(image.children).map((digest) => `a undefined ${digest}`),
    `a v1 ${image.digest}`,
  ]);
});

test('every request is logged with its scheme and without its secret', async (t) => {
  const { ask, server } = await started(t, { login: { kind: 'basic', users } });
  const headers = { authorization: `Basic ${btoa('ci:s3cret')}` };
  await ask('GET', '/v2/?x=1', { headers });
  assert.deepEqual(server.requests, [
    { method: 'GET', path: '/v2/?x=1', login: 'Basic', status: 200 },
  ]);
});

test('skopeo pulls and pushes every platform, by any login', { skip }, async (t) => {
  const from = await started(t);
  const to = await started(t);
  const image = await pushImage({ to: from.to, path: 'a', tag: 'v1', attestations: true });
  const open = { url: from.to.url };
  await skopeoCopyAll(open, { url: to.to.url }, 'a:v1');
  assert.equal(to.server.storage.manifest('a', 'v1')?.digest, image.digest);
  const { digest, rawDigest } = await skopeoInspect({ url: to.to.url }, 'a:v1', 'arm64');
  assert.deepEqual([digest, rawDigest], [image.digest, image.digest]);
});
