import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openStore } from '../src/adapters/store/open-store.ts';
import { readEnvironment } from '../src/environment.ts';
import { startService } from '../src/service.ts';
import { SILENT } from './support/log.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return address.port;
}

test('where its port is taken it closes everything again, and nothing goes on', async () => {
  const asked: string[] = [];
  const github = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('[]');
  });
  const other = createServer();
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-service-'));
  try {
    const url = `http://127.0.0.1:${await listen(github)}`;
    const environment = readEnvironment({
      HOST: '127.0.0.1',
      PORT: String(await listen(other)),
      APP_ID: '1',
      PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      WEBHOOK_SECRET: 'the secret of this test',
      GITHUB_API_URL: url,
      GITHUB_URL: url,
      RINGMASTER_DATA: folder,
    });
    await assert.rejects(startService(environment, SILENT), { code: 'EADDRINUSE' });
    assert.deepEqual(asked, []);
    // The folder is held by one process at a time: that it can be opened says that it was let go.
    const { store } = await openStore({ folder }, SILENT);
    await store.close();
  } finally {
    for (const server of [github, other]) server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
