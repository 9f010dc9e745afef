import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { createRegistry } from '../../../src/adapters/oci/client.ts';
import { listening } from '../../registry/listening.ts';
import { APP, guardFor, HOST, requestsSince, testClock, world } from './world.ts';

const V1 = { ...APP, tag: 'v1.0.0' };
const MISSING = `sha256:${'0'.repeat(64)}` as const;

/** A client for whatever stands in front of the registry and answers all by itself. */
async function behind(t: TestContext, status: number, type: string, body: string) {
  const { url, stop } = await listening(
    createServer(({ method }, response) => {
      response.writeHead(status, { 'content-type': type }).end(method === 'HEAD' ? '' : body);
    }),
  );
  t.after(stop);
  return createRegistry({ guard: guardFor(t, { [HOST]: url }), clock: testClock() });
}

for (const body of [
  '',
  'no such site',
  '<html>404</html>',
  'null',
  '[]',
  '{"errors":[]}',
  '{"errors":"none"}',
  '{"errors":[null]}',
  '{"message":"Not Found"}',
])
  test(`a 404 with ${JSON.stringify(body)} says nothing about what is there`, async (t) => {
    const client = await behind(t, 404, 'application/json', body);
    const garbled = { code: 'outside-garbled', message: /404 .* not as a registry does/ };
    await assert.rejects(client.manifest(V1), garbled);
    await assert.rejects(client.digest(V1), garbled);
    await assert.rejects(client.blob(APP, MISSING), garbled);
    await assert.rejects(client.tags(APP), garbled);
  });

test("a 404 in a registry's own words does", async (t) => {
  const client = await behind(t, 404, 'text/plain', '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
  assert.equal(await client.manifest(V1), undefined);
  assert.equal(await client.digest(V1), undefined);
  assert.deepEqual(await client.tags(APP), []);
});

test('a HEAD that finds nothing is not believed before GET has said so too', async (t) => {
  const { client, image, server } = await world(t);
  server.faults.add({ method: 'HEAD', fault: { kind: 'status', status: 404 } });
  const before = server.requests.length;
  assert.equal(await client.digest(V1), image.digest);
  assert.deepEqual(requestsSince(server, before), [
    'HEAD /v2/staging/app/manifests/v1.0.0',
    'GET /v2/staging/app/manifests/v1.0.0',
  ]);
});

test('a page that answers 200 to everything is no manifest and has no digest', async (t) => {
  const client = await behind(t, 200, 'text/html; charset=utf-8', '<html>maintenance</html>');
  const garbled = { code: 'outside-garbled', message: /is served as "text\/html"/ };
  await assert.rejects(client.manifest(V1), garbled);
  await assert.rejects(client.digest(V1), garbled);
});
