import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRegistry } from '../../../src/adapters/oci/client.ts';
import { isDigest } from '../../../src/domain/digest.ts';
import { pushImage } from '../../registry/image.ts';
import { startRegistry } from '../../registry/registry.ts';
import { APP, guardFor, HOST, LOGIN, testClock, world } from './world.ts';

const V1 = { ...APP, tag: 'v1.0.0' };
const users = { [LOGIN.username]: LOGIN.password };

function redirect(host: string, rest: string) {
  const location = `https://${host}/v2/${APP.path}/${rest}`;
  return { kind: 'status', status: 307, headers: { location } } as const;
}

test('a redirect to where the bytes are is followed without the login', async (t) => {
  const { server, image } = await world(t, { login: { kind: 'basic', users } });
  const store = await startRegistry();
  t.after(() => store.stop());
  await pushImage({ to: { url: store.url }, path: APP.path, tag: 'v1.0.0' });
  const guard = guardFor(t, { [HOST]: server.url, 'cdn.example': store.url });
  const client = createRegistry({ guard, clock: testClock(), credentials: () => LOGIN });
  assert.equal(await client.digest(V1), image.digest);

  const [blob = ''] = store.storage.repository(APP.path)?.blobs ?? [];
  assert.ok(isDigest(blob));
  server.faults.add({ path: /blobs/, fault: redirect('cdn.example', `blobs/${blob}`) });
  server.faults.add({ path: /manifests/, fault: redirect('cdn.example', 'manifests/v1.0.0') });
  const before = store.requests.length;
  assert.ok(await client.blob(APP, blob));
  assert.equal((await client.manifest(V1))?.digest, image.digest);
  assert.deepEqual(
    store.requests.slice(before).map(({ login }) => login),
    [undefined, undefined],
  );
  assert.equal(server.requests.at(-1)?.login, 'Basic');
});

test('what comes by way of a redirect is checked all the same', async (t) => {
  const { server, image } = await world(t);
  const store = await startRegistry();
  t.after(() => store.stop());
  const wish = { to: { url: store.url }, path: APP.path, tag: 'v1.0.0', content: 'another' };
  const other = await pushImage(wish);
  const guard = guardFor(t, { [HOST]: server.url, 'cdn.example': store.url });
  const client = createRegistry({ guard, clock: testClock() });
  server.faults.add({ fault: redirect('cdn.example', 'manifests/v1.0.0') });
  assert.ok(isDigest(image.digest));
  await assert.rejects(client.manifest({ ...APP, digest: image.digest }), (error: Error) => {
    return error.message.includes(image.digest) && error.message.includes(other.digest);
  });
});

test('a login that another host asks for is not given, and that host is named', async (t) => {
  const { server } = await world(t);
  const greedy = await startRegistry({ login: { kind: 'basic', users } });
  t.after(() => greedy.stop());
  const guard = guardFor(t, { [HOST]: server.url, 'greedy.example': greedy.url });
  const client = createRegistry({ guard, clock: testClock(), credentials: () => LOGIN });
  server.faults.add({ fault: redirect('greedy.example', 'manifests/v1.0.0') });
  await assert.rejects(client.manifest(V1), {
    code: 'access-missing',
    message: /registry\.example \(by way of greedy\.example\)/,
  });
  assert.deepEqual(
    greedy.requests.map(({ login }) => login),
    [undefined],
  );
});
