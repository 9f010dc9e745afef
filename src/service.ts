import { once } from 'node:events';
import { Probot } from 'probot';
import { systemClock } from './adapters/clock.ts';
import { sha256 } from './adapters/hash.ts';
import type { Location } from './adapters/store/database.ts';
import { openStore } from './adapters/store/open-store.ts';
import { ringmaster } from './app.ts';
import { messageOf } from './domain/errors.ts';
import type { Engine } from './engine/engine.ts';
import { sweep } from './engine/sweep.ts';
import { visit } from './engine/visit.ts';
import { wakeDue, work, workSite } from './engine/worker.ts';
import type { Environment } from './environment.ts';
import { openOutside } from './outside.ts';
import { loadPlugins } from './plugin/load.ts';
import type { Log } from './plugin/log.ts';
import { webServer } from './web/server.ts';

/** How often releases are looked for whose next look has come. */
const SLOWEST_TICK = 500;

/** A running Ringmaster. */
export interface Service {
  readonly port: number;
  /** Lets what runs come to its end, then closes everything. */
  stop(): Promise<void>;
}

/** Starts everything: store, queue, workers, timers, and last the way in. */
export async function startService(environment: Environment, log: Log): Promise<Service> {
  const { store, queue } = await openStore(locationOf(environment), log);
  const engine = await engineOn({ store, queue, log }, environment);
  const probot = await dispatcher(engine, environment);
  await queue.start({
    delivery: (id) => dispatch(engine, probot, id),
    release: (id) => work(engine, id),
    site: (id) => workSite(engine, Number(id)),
  });
  const timers = [
    systemClock.every(Math.min(SLOWEST_TICK, engine.settings.poll), () =>
      attempt(log, 'looking for what is due', () => wakeDue(engine)),
    ),
    systemClock.every(engine.settings.sweep, () => attempt(log, 'sweeping', () => sweep(engine))),
  ];
  const { deliveries } = store;
  const server = webServer({ secrets: environment.WEBHOOK_SECRET, deliveries, store, queue, log });
  server.listen(environment.PORT, environment.HOST);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : environment.PORT,
    async stop() {
      server.close();
      server.closeIdleConnections();
      await Promise.all(timers.map((timer) => timer.stop()));
      await queue.stop();
      await store.close();
    },
  };
}

async function engineOn(
  parts: Pick<Engine, 'store' | 'queue' | 'log'>,
  environment: Environment,
): Promise<Engine> {
  return {
    ...parts,
    plugins: await loadPlugins(),
    outside: openOutside(environment),
    clock: systemClock,
    hash: sha256,
    worker: `${process.pid}@${environment.HOST}:${environment.PORT}`,
    settings: {
      server: environment.GITHUB_URL.replace(/\/$/, ''),
      poll: environment.RINGMASTER_POLL,
      gather: environment.RINGMASTER_GATHER,
      settle: environment.RINGMASTER_SETTLE,
      sweep: environment.RINGMASTER_SWEEP,
    },
  };
}

function locationOf({ DATABASE_URL: url, RINGMASTER_DATA: folder }: Environment): Location {
  return url === undefined ? { folder } : { url };
}

/** Probot dispatches webhooks to the handlers; it is given no server and writes nothing. */
async function dispatcher(engine: Engine, environment: Environment): Promise<Probot> {
  const probot = new Probot({
    appId: environment.APP_ID,
    privateKey: environment.PRIVATE_KEY,
    secret: environment.WEBHOOK_SECRET[0],
    baseUrl: environment.GITHUB_API_URL,
    logLevel: 'fatal',
  });
  await probot.load(
    ringmaster({
      handlers: engine.plugins.handlers,
      visit: (site, place) => visit(engine, site, place),
    }),
  );
  return probot;
}

/** Reads one stored delivery and goes where it points. */
async function dispatch({ store, log }: Engine, probot: Probot, id: string): Promise<void> {
  const delivery = await store.deliveries.read(id);
  if (delivery === undefined) return;
  const { event, body } = delivery;
  await probot.receive(eventOf({ id, name: event, payload: parse(body, log, id) }));
  await store.deliveries.done(id);
}

type ReceivedEvent = Parameters<Probot['receive']>[0];

/** Probot's type pairs every event's name with its payload; ours is whatever was signed, and is checked by the handlers. */
function eventOf(event: { id: string; name: string; payload: unknown }): ReceivedEvent {
  return event as ReceivedEvent;
}

function parse(body: string, log: Log, id: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    log.error('a signed delivery is no JSON', { delivery: id, error: messageOf(error) });
    return {};
  }
}

async function attempt(log: Log, what: string, task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    log.error(`${what} failed`, { error: messageOf(error) });
  }
}
