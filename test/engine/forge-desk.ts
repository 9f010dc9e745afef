import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../src/adapters/clock.ts';
import { githubApp } from '../../src/adapters/github/app.ts';
import { githubDeliveryLog } from '../../src/adapters/github/delivery-log.ts';
import { githubForge } from '../../src/adapters/github/forge.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import { startForge } from '../forge/forge.ts';
import type { Forge } from '../forge/forge-handle.ts';
import { MemoryJobs } from '../sim/memory/jobs.ts';
import { memoryQueue } from '../sim/memory/memory-queue.ts';
import { type MemoryStore, memoryStore } from '../sim/memory/memory-store.ts';
import { Scheduler } from '../sim/scheduler.ts';
import { call } from '../stage/api.ts';
import { appManifest } from '../support/app-manifest.ts';
import { lineTo } from '../support/line.ts';
import { SILENT } from '../support/log.ts';
import { SILENT_METER } from '../support/meter.ts';
import { only } from '../support/release.ts';

export const REPOSITORY = 'acme/app';

/** A forge that tells an App of what happens, and that App's store. */
export interface ForgeDesk {
  readonly forge: Forge;
  readonly engine: Engine;
  readonly store: MemoryStore;
  /** What webhooks are answered with from now on; 202 alone stores them. */
  status: number;
  /** Asks for something below the repository, as alice. */
  as(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<unknown>;
  /** Has an attempt made again, as somebody may on the App's page. */
  redeliver(id: number): Promise<void>;
  /** What GitHub was asked for while something was done, without tokens. */
  asked(task: () => Promise<unknown>): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openForgeDesk(): Promise<ForgeDesk> {
  const forge = await startForge();
  const alice = forge.addUser({ login: 'alice', email: 'alice@example.org' });
  forge.addOrganization('acme');
  await forge.addRepository(REPOSITORY, {
    files: { 'README.md': '# App\n' },
    collaborators: { alice: 'write' },
  });
  const memory = openMemory();
  const { store } = memory;
  const door = await openDoor((request, response) => receive(desk, request, response));
  const app = await installApp(forge, door.url);
  const engine = only<Engine>('engine', {
    ...memory,
    plugins: await loadPlugins(),
    clock: systemClock,
    log: SILENT,
    meter: SILENT_METER,
    settings: only<Engine['settings']>('settings', { settle: 1 }),
    outside: only<Engine['outside']>('outside', {
      sites: () => app.sites(),
      forgeAt: (site) => githubForge(app, site),
      deliveryLog: githubDeliveryLog(app.asItself),
    }),
  });
  const desk: ForgeDesk = {
    forge,
    engine,
    store,
    status: 202,
    as: (method, path, body) =>
      call({ url: forge.url, token: alice.token }, method, {
        path: `/repos/${REPOSITORY}${path}`,
        body,
      }),
    async redeliver(id) {
      const route = 'POST /app/hook/deliveries/{delivery_id}/attempts';
      await app.asItself.request(route, { delivery_id: id });
    },
    asked: (task) => askedDuring(forge, task),
    async close() {
      door.close();
      await forge.close();
    },
  };
  return desk;
}

function openMemory(): Pick<Engine, 'queue'> & { readonly store: MemoryStore } {
  const timeline = new Scheduler(Date.now());
  const jobs = new MemoryJobs(timeline);
  return { store: memoryStore({ timeline, jobs }), queue: memoryQueue(jobs, { timeline }) };
}

async function askedDuring(
  { requests }: Forge,
  task: () => Promise<unknown>,
): Promise<readonly string[]> {
  const seen = requests.all.length;
  await task();
  const routes = requests.all.slice(seen).map(({ route = 'unknown' }) => route);
  return routes.filter((route) => !route.endsWith('/access_tokens'));
}

type Receive = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Where webhooks come in. */
async function openDoor(receiveOne: Receive): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => void receiveOne(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the door has no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => void server.close() };
}

async function receive(
  { store, status }: ForgeDesk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await text(request);
  const { 'x-github-delivery': id, 'x-github-event': event } = request.headers;
  if (status === 202) await store.deliveries.accept({ id: String(id), event: String(event), body });
  response.writeHead(status).end();
}

async function installApp(forge: Forge, webhookUrl: string): Promise<ReturnType<typeof githubApp>> {
  const manifest = await appManifest();
  const handle = await forge.addApp({
    slug: 'ringmaster',
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    webhookUrl,
    webhookSecret: 'a secret of this test',
  });
  forge.install(handle, 'acme', [REPOSITORY]);
  const { appId, privateKeyPem: privateKey } = handle;
  return githubApp({ ...lineTo(forge.url), appId, privateKey, log: SILENT });
}
