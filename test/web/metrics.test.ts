import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { request } from 'undici';
import { metricsServer } from '../../src/web/metrics.ts';
import { SILENT } from '../support/log.ts';

let isBroken = false;
const server = metricsServer({
  exposition: async () => {
    if (isBroken) throw new Error('at postgres://db');
    return { type: 'text/plain; version=0.0.4', text: 'ringmaster_store_up 1\n' };
  },
  log: SILENT,
});

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => {
  server.close();
  server.closeAllConnections();
});

async function ask(method: 'GET' | 'POST', path: string) {
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const answer = await request(`http://127.0.0.1:${address.port}${path}`, { method });
  const type = String(answer.headers['content-type']);
  return { status: answer.statusCode, type, text: await answer.body.text() };
}

test('metrics are told to whoever asks', async () => {
  const expected = {
    status: 200,
    type: 'text/plain; version=0.0.4',
    text: 'ringmaster_store_up 1\n',
  };
  assert.deepEqual(await ask('GET', '/metrics'), expected);
  assert.deepEqual(await ask('GET', '/metrics?from=prometheus'), expected);
});

test('there is nothing else', async () => {
  assert.equal((await ask('GET', '/')).status, 404);
  assert.equal((await ask('GET', '/healthz')).status, 404);
  assert.equal((await ask('POST', '/metrics')).status, 404);
});

test('what went wrong is not told', async () => {
  isBroken = true;
  const { status, text } = await ask('GET', '/metrics');
  assert.equal(status, 500);
  assert.equal(text, '');
});
