import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createRegistry } from '../../../src/adapters/oci/client.ts';
import { listening } from '../../registry/listening.ts';
import { APP, guardFor, HOST, LOGIN, testClock, world } from './world.ts';

const V1 = { ...APP, tag: 'v1.0.0' };
const users = { [LOGIN.username]: LOGIN.password };
const bearer = { kind: 'bearer', users } as const;
const credentials = () => LOGIN;

/** A second server, for a registry that names it as its realm. */
async function foreignRealm(t: import('node:test').TestContext, body = '{"token":"x"}') {
  const seen: string[] = [];
  const { url, stop } = await listening(
    createServer((request, response) => {
      seen.push(request.headers.authorization ?? 'nothing');
      response.end(body);
    }),
  );
  t.after(stop);
  return { url, seen };
}

for (const realm of [
  'https://tokens.evil.example/token',
  'https://registry.example.evil.example/token',
  'https://registry.example@evil.example/token',
  'https://169.254.169.254/latest/meta-data',
  'http://127.0.0.1:1/token',
  'https://auth.docker.io/token',
]) {
  test(`the realm ${realm} is refused and never asked`, async (t) => {
    const foreign = await foreignRealm(t);
    const login = { ...bearer, realm };
    const { server } = await world(t, { login: { kind: 'none' } });
    const challenge = { 'www-authenticate': `Bearer realm="${login.realm}",service="s"` };
    server.faults.add({ fault: { kind: 'status', status: 401, headers: challenge } });
    const guard = guardFor(t, { [HOST]: server.url, 'tokens.evil.example': foreign.url });
    const client = createRegistry({ guard, clock: testClock(), credentials });
    await assert.rejects(client.digest(V1), { code: 'address-refused' });
    assert.deepEqual(foreign.seen, []);
  });
}

test('a realm that the operator names for a registry is asked', async (t) => {
  const foreign = await foreignRealm(t);
  const { server, image } = await world(t);
  const challenge = { 'www-authenticate': 'Bearer realm="https://tokens.example/t",service="s"' };
  server.faults.add({ fault: { kind: 'status', status: 401, headers: challenge } });
  const guard = guardFor(t, { [HOST]: server.url, 'tokens.example': foreign.url });
  const realms = { [HOST]: ['tokens.example'] };
  const client = createRegistry({ guard, clock: testClock(), credentials, realms });
  assert.equal(await client.digest(V1), image.digest);
  assert.deepEqual(foreign.seen, [`Basic ${btoa('ci:s3cret')}`]);
});

test("Docker Hub's tokens are known to come from another host", async (t) => {
  const foreign = await foreignRealm(t);
  const { server, image } = await world(t);
  const challenge = {
    'www-authenticate': 'Bearer realm="https://auth.docker.io/token",service="s"',
  };
  server.faults.add({ fault: { kind: 'status', status: 401, headers: challenge } });
  const addresses = { 'registry-1.docker.io': server.url, 'auth.docker.io': foreign.url };
  const client = createRegistry({ guard: guardFor(t, addresses), clock: testClock() });
  assert.equal(await client.digest({ ...V1, host: 'docker.io' }), image.digest);
  assert.deepEqual(foreign.seen, ['nothing']);
});

test('a registry whose name merely ends like a known one is not taken for it', async (t) => {
  const foreign = await foreignRealm(t);
  const { server } = await world(t);
  const challenge = { 'www-authenticate': 'Bearer realm="https://auth.docker.io/token"' };
  server.faults.add({ fault: { kind: 'status', status: 401, headers: challenge } });
  const addresses = { 'evildocker.io': server.url, 'auth.docker.io': foreign.url };
  const client = createRegistry({ guard: guardFor(t, addresses), clock: testClock() });
  await assert.rejects(client.digest({ ...V1, host: 'evildocker.io' }), {
    code: 'address-refused',
    message: /evildocker\.io sends us to auth\.docker\.io/,
  });
  assert.deepEqual(foreign.seen, []);
});

test('a token server that sends elsewhere is not followed there', async (t) => {
  const foreign = await foreignRealm(t);
  const { server } = await world(t, { login: bearer });
  const guard = guardFor(t, { [HOST]: server.url, 'elsewhere.example': foreign.url });
  const client = createRegistry({ guard, clock: testClock(), credentials });
  const headers = { location: 'https://elsewhere.example/token' };
  server.faults.add({ path: /^\/token/, fault: { kind: 'status', status: 307, headers } });
  await assert.rejects(client.digest(V1), { code: 'address-refused' });
  assert.deepEqual(foreign.seen, []);
});

for (const body of ['', 'null', '{}', '{"token":1}', '{"token":""}', '{"token":"a\\r\\nb: c"}']) {
  test(`the token server's answer ${JSON.stringify(body)} is no token`, async (t) => {
    const foreign = await foreignRealm(t, body);
    const { server } = await world(t);
    const challenge = { 'www-authenticate': 'Bearer realm="https://tokens.example/t"' };
    server.faults.add({ fault: { kind: 'status', status: 401, headers: challenge } });
    const guard = guardFor(t, { [HOST]: server.url, 'tokens.example': foreign.url });
    const realms = { example: ['tokens.example'] };
    const client = createRegistry({ guard, clock: testClock(), realms });
    await assert.rejects(client.digest(V1), { code: 'outside-garbled' });
  });
}
