import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, HOST, LOGIN, requestsSince, world } from './world.ts';

const V1 = { ...APP, tag: 'v1.0.0' };
const users = { [LOGIN.username]: LOGIN.password };
const basic = { kind: 'basic', users } as const;
const bearer = { kind: 'bearer', users } as const;
const credentials = () => LOGIN;

test('the name and password go out only once they are asked for, and then at once', async (t) => {
  const { client, image, server } = await world(t, { login: basic }, { credentials });
  const before = server.requests.length;
  assert.equal(await client.digest(V1), image.digest);
  assert.deepEqual(await client.tags(APP), ['v1.0.0']);
  assert.deepEqual(
    server.requests.slice(before).map(({ login, status }) => [login, status]),
    [
      [undefined, 401],
      ['Basic', 200],
      ['Basic', 200],
    ],
  );
});

test('credentials are asked for by the host that people write', async (t) => {
  const asked = new Set<string>();
  const spy = (host: string) => {
    asked.add(host);
    return LOGIN;
  };
  const { client } = await world(t, { login: bearer }, { credentials: spy });
  await client.digest(V1);
  assert.deepEqual([...asked], [HOST]);
});

test('a token is asked for once and serves until it ends', async (t) => {
  const login = { ...bearer, lifetime: 100 };
  const { client, clock, image, server } = await world(t, { login }, { credentials });
  const before = server.requests.length;
  assert.equal(await client.digest(V1), image.digest);
  assert.equal((await client.manifest(V1))?.digest, image.digest);
  const token = 'GET /token?service=stand-in&scope=repository%3Astaging%2Fapp%3Apull';
  const head = 'HEAD /v2/staging/app/manifests/v1.0.0';
  assert.deepEqual(requestsSince(server, before), [
    ...[head, token, head],
    'GET /v2/staging/app/manifests/v1.0.0',
  ]);
  clock.pass(91_000);
  const later = server.requests.length;
  await client.digest(V1);
  assert.deepEqual(requestsSince(server, later), [head, token, head]);
});

test('requests at the same time share one token', async (t) => {
  const { client, server } = await world(t, { login: bearer }, { credentials });
  await client.tags(APP);
  server.revokeTokens();
  const before = server.requests.length;
  await Promise.all([client.digest(V1), client.manifest(V1), client.tags(APP)]);
  const asked = requestsSince(server, before).filter((line) => line.includes('/token'));
  assert.equal(asked.length, 1);
});

test('a token that is rejected is dropped, and a new one tried once', async (t) => {
  const { client, image, server } = await world(t, { login: bearer }, { credentials });
  await client.digest(V1);
  server.revokeTokens();
  assert.equal(await client.digest(V1), image.digest);
  const before = server.requests.length;
  server.faults.add({ path: /v2/, times: 9, fault: unauthorized(server.url) });
  await assert.rejects(client.digest(V1), { code: 'access-missing' });
  assert.equal(requestsSince(server, before).filter((line) => line.startsWith('HEAD')).length, 2);
});

function unauthorized(url: string) {
  const headers = { 'www-authenticate': `Bearer realm="${url}/token",service="stand-in"` };
  return { kind: 'status', status: 401, headers } as const;
}

test('another repository needs another token', async (t) => {
  const { client, server } = await world(t, { login: bearer }, { credentials });
  await client.digest(V1);
  const before = server.requests.length;
  assert.equal(await client.digest({ ...V1, path: 'other/app' }), undefined);
  const asked = requestsSince(server, before).filter((line) => line.includes('/token'));
  assert.match(asked.join(), /other%2Fapp/);
});

for (const login of [basic, bearer]) {
  test(`the public reads what is public, without a login (${login.kind})`, async (t) => {
    const { client, image, server } = await world(t, { login, anonymousRead: true });
    const before = server.requests.length;
    assert.equal((await client.manifest(V1))?.digest, image.digest);
    assert.ok(server.requests.slice(before).every((one) => one.login !== 'Basic'));
  });

  test(`the public is refused what is not public (${login.kind})`, async (t) => {
    const { client } = await world(t, { login });
    await assert.rejects(client.manifest(V1), { code: 'access-missing', audience: 'operator' });
    await assert.rejects(client.manifest(V1), { code: 'access-missing' });
  });

  test(`a wrong password is an error that keeps it to itself (${login.kind})`, async (t) => {
    const wrong = () => ({ username: 'ci', password: 'not-it' });
    const { client, server } = await world(t, { login }, { credentials: wrong });
    const before = server.requests.length;
    await assert.rejects(client.manifest(V1), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'access-missing');
      const shown = `${error.message} ${error.stack} ${JSON.stringify(error)}`;
      return !shown.includes('not-it') && !shown.includes(btoa('ci:not-it'));
    });
    assert.equal(server.requests.length - before, 2);
  });
}

test('a 403 is a lack of access, and is not tried again', async (t) => {
  const { client, clock, server } = await world(t);
  server.faults.add({ fault: { kind: 'status', status: 403 } });
  await assert.rejects(client.manifest(V1), { code: 'access-missing', message: /\(403\)/ });
  assert.deepEqual(clock.waits, []);
});

test('a login of an unknown kind, or of none, is a lack of access', async (t) => {
  const { client, server } = await world(t, {}, { credentials });
  for (const challenge of ['Negotiate', 'Digest realm="x"', '', '=,;']) {
    const headers = { 'www-authenticate': challenge };
    server.faults.add({ fault: { kind: 'status', status: 401, headers } });
    await assert.rejects(client.digest(V1), { code: 'access-missing' });
  }
});
