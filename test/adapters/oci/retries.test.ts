import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createRegistry } from '../../../src/adapters/oci/client.ts';
import { listening } from '../../registry/listening.ts';
import { APP, guardFor, HOST, testClock, world } from './world.ts';

const V1 = { ...APP, tag: 'v1.0.0' };

for (const status of [429, 500, 502, 503, 504]) {
  test(`after ${status} the same read is tried again, at growing distances`, async (t) => {
    const { client, clock, image, server } = await world(t);
    server.faults.add({ times: 3, fault: { kind: 'status', status } });
    assert.equal(await client.digest(V1), image.digest);
    assert.deepEqual(clock.waits, [500, 1000, 2000]);
  });
}

for (const kind of ['reset', 'cut'] as const) {
  test(`after a connection that broke (${kind}) the same read is tried again`, async (t) => {
    const { client, clock, image, server } = await world(t);
    server.faults.add({ times: 2, fault: { kind } });
    assert.equal((await client.manifest(V1))?.digest, image.digest);
    assert.equal(clock.waits.length, 2);
  });
}

test('the attempts are bounded, and what came of them is told', async (t) => {
  const { client, server } = await world(t);
  const before = server.requests.length;
  server.faults.add({ times: 100, fault: { kind: 'status', status: 503 } });
  await assert.rejects(client.manifest(V1), {
    code: 'outside-unreachable',
    retry: true,
    message: /registry\.example answered 503, asked 4 times/,
  });
  assert.equal(server.requests.length - before, 4);
  server.faults.clear();
  server.faults.add({ times: 100, fault: { kind: 'reset' } });
  await assert.rejects(client.manifest(V1), { code: 'outside-unreachable' });
  assert.equal(server.requests.length - before, 8);
});

test('a wait that the registry asks for is kept, in seconds or until a date', async (t) => {
  const { client, clock, server } = await world(t);
  const until = new Date(Date.parse(clock.now()) + 20_000).toUTCString();
  const add = (after: string) =>
    server.faults.add({
      fault: { kind: 'status', status: 429, headers: { 'retry-after': after } },
    });
  add('7');
  await client.digest(V1);
  assert.deepEqual(clock.waits, [7000]);
  add(until);
  await client.digest(V1);
  assert.deepEqual(clock.waits, [7000, 13_000]);
  for (const odd of ['soon', '0', '-5', new Date(0).toUTCString()]) {
    add(odd);
    await client.digest(V1);
    assert.equal(clock.waits.at(-1), 500, odd);
  }
});

test('a wait of minutes is not kept inside of a request: the read fails at once', async (t) => {
  const { client, clock, server } = await world(t);
  const headers = { 'retry-after': '3600' };
  server.faults.add({ fault: { kind: 'status', status: 429, headers } });
  await assert.rejects(client.digest(V1), {
    code: 'outside-unreachable',
    message: /answered 429, asked once/,
    advice: /3600/,
  });
  assert.deepEqual(clock.waits, []);
});

test('an answer that never comes is given up after as many attempts', async (t) => {
  const { client, server } = await world(t, {}, { timeoutMs: 40 });
  const before = server.requests.length;
  server.faults.add({ times: 100, fault: { kind: 'hang' } });
  await assert.rejects(client.digest(V1), { code: 'outside-unreachable' });
  server.faults.clear();
  assert.equal(server.requests.length, before);
});

test('a slow answer is waited for', async (t) => {
  const { client, image, server } = await world(t);
  server.faults.add({ fault: { kind: 'slow', ms: 20 } });
  assert.equal(await client.digest(V1), image.digest);
});

test('a registry that is not there is out of reach', async (t) => {
  const { url, stop } = await listening(createServer());
  await stop();
  const client = createRegistry({ guard: guardFor(t, { [HOST]: url }), clock: testClock() });
  await assert.rejects(client.tags(APP), {
    code: 'outside-unreachable',
    message: /ECONNREFUSED/,
  });
});

test('what is refused or makes no sense is not tried again', async (t) => {
  const { client, clock, server } = await world(t);
  server.faults.add({ fault: { kind: 'tamper' } });
  await assert.rejects(client.manifest(V1), { code: 'outside-garbled' });
  const location = 'http://127.0.0.1:1/';
  server.faults.add({ fault: { kind: 'status', status: 307, headers: { location } } });
  await assert.rejects(client.manifest(V1), { code: 'address-refused' });
  assert.deepEqual(clock.waits, []);
});
