import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushImage } from '../image.ts';
import { sha256 } from './answer.ts';
import type { Fault } from './faults.ts';
import { started } from './world.ts';

const DIGEST = 'docker-content-digest';

test('a fault befalls the requests it is meant for, as often as it should, until it is lifted', async (t) => {
  const { ask, server, to } = await started(t);
  await pushImage({ to, path: 'a', tag: 'v1' });
  const fault: Fault = { kind: 'status', status: 503, headers: { 'retry-after': '1' } };
  const lift = server.faults.add({ method: 'HEAD', path: /manifests/, times: 2, fault });
  const head = () => ask('HEAD', '/v2/a/manifests/v1');
  assert.equal((await ask('GET', '/v2/a/manifests/v1')).status, 200);
  assert.equal((await ask('HEAD', '/v2/')).status, 200);
  for (const status of [503, 503, 200]) assert.equal((await head()).status, status);
  server.faults.add({ times: 9, fault });
  lift();
  assert.equal((await head()).status, 503);
  server.faults.clear();
  assert.equal((await head()).status, 200);
});

test('an effect may come about though the answer says otherwise, or never comes', async (t) => {
  const { server, to } = await started(t);
  for (const fault of [
    { kind: 'status-after-effect', status: 502 },
    { kind: 'reset-after-effect' },
  ] as const) {
    const tag = fault.kind;
    server.faults.add({ method: 'PUT', path: new RegExp(`manifests/${tag}`), fault });
    await assert.rejects(pushImage({ to, path: 'a', tag }));
    assert.ok(server.storage.manifest('a', tag) !== undefined);
  }
  for (const fault of [{ kind: 'status', status: 500 }, { kind: 'reset' }] as const) {
    const tag = `not-${fault.kind}`;
    server.faults.add({ method: 'PUT', path: new RegExp(`manifests/${tag}`), fault });
    await assert.rejects(pushImage({ to, path: 'a', tag }));
    assert.equal(server.storage.manifest('a', tag), undefined);
  }
});

test('an answer may be untrue in several ways', async (t) => {
  const { ask, server, to } = await started(t);
  const one = await pushImage({ to, path: 'a', tag: 'v1' });
  const two = await pushImage({ to, path: 'a', tag: 'v1', content: 'two' });
  const look = async (fault: Fault) => {
    server.faults.add({ fault });
    const { headers, status, text: body } = await ask('GET', '/v2/a/manifests/v1');
    return [status, headers[DIGEST], sha256(Buffer.from(body))];
  };
  assert.deepEqual(await look({ kind: 'announce', digest: 'x' }), [200, 'x', two.digest]);
  assert.deepEqual(await look({ kind: 'announce' }), [200, undefined, two.digest]);
  assert.deepEqual(await look({ kind: 'stale' }), [200, one.digest, one.digest]);
  const served = await look({ kind: 'serve', digest: one.digest });
  assert.deepEqual(served, [200, one.digest, one.digest]);
  const [, told, real] = await look({ kind: 'tamper' });
  assert.equal(told, two.digest);
  assert.notEqual(real, two.digest);
  await assert.rejects(look({ kind: 'cut' }));
  await assert.rejects(look({ kind: 'reset' }));
  assert.deepEqual(await look({ kind: 'slow', ms: 5 }), [200, two.digest, two.digest]);
});
