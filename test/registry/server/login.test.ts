import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { request } from 'undici';
import { pushImage } from '../image.ts';
import { pushBlob } from '../push.ts';
import { wire } from '../wire.ts';
import { login, started, users } from './world.ts';

const CONFIG = 'application/vnd.oci.image.config.v1+json';

for (const [kind, anonymousRead] of [
  ['basic', false],
  ['basic', true],
  ['bearer', false],
  ['bearer', true],
] as const) {
  const who = anonymousRead ? 'everybody pulls' : 'nobody pulls unknown';
  test(`with the login "${kind}" only its users push, and ${who}`, async (t) => {
    const { ask, to, server } = await started(t, { login: { kind, users }, anonymousRead });
    const image = await pushImage({ to, path: 'a', tag: 'v1' });
    await assert.rejects(pushImage({ to: { url: server.url }, path: 'a', content: 'x' }), /401/);
    const wrong = { url: server.url, login: { ...login, password: 'no' } };
    await assert.rejects(pushImage({ to: wrong, path: 'a', content: 'x' }), /401/);
    const plainRead = await ask('GET', '/v2/a/manifests/v1');
    assert.equal(plainRead.status, kind === 'basic' && anonymousRead ? 200 : 401);
    const read = wire({ url: server.url }, 'a').send({ method: 'GET', rest: 'manifests/v1' });
    if (anonymousRead) assert.equal((await read).headers['docker-content-digest'], image.digest);
    else await assert.rejects(read, /401/);
  });
}

test('a token for one repository opens no other, and to mount needs both', async (t) => {
  const { server, to } = await started(t, { login: { kind: 'bearer', users } });
  const { digest } = await pushBlob(wire(to, 'a'), CONFIG, Buffer.from('{}'));
  const url = `${server.url}/token?scope=repository:b:pull,push`;
  const authorization = `Basic ${btoa('ci:s3cret')}`;
  const { body } = await request(url, { headers: { authorization } });
  const { token } = JSON.parse(await text(body));
  const as = { headers: { authorization: `Bearer ${token}` } };
  const blocked = await request(`${server.url}/v2/a/blobs/${digest}`, as);
  assert.equal(blocked.statusCode, 401);
  await blocked.body.dump();
  const rest = `blobs/uploads/?mount=${digest}&from=a`;
  const refused = await request(`${server.url}/v2/b/${rest}`, { ...as, method: 'POST' });
  assert.equal(refused.statusCode, 202);
  await refused.body.dump();
  const mounted = await wire(to, 'b').send({ method: 'POST', rest, from: 'a' });
  assert.equal(mounted.statusCode, 201);
});
