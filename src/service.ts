import { once } from 'node:events';
import type { Server } from 'node:http';
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

/**
 * Starts everything: store, the way in, workers, timers. What comes in before
 * there are workers waits in the store. Where something cannot be started,
 * everything is closed again.
 */
export async function startService(environment: Environment, log: Log): Promise<Service> {
  await using starting = new AsyncDisposableStack();
  const { store, queue } = await openStore(locationOf(environment), log);
  starting.defer(() => store.close());
  const engine = await engineOn({ store, queue, log }, environment);
  const probot = await dispatcher(engine, environment);
  const server = await openDoor(engine, environment);
  starting.defer(() => closeDoor(server));
  starting.defer(() => queue.stop());
  await queue.start({
    delivery: (id) => dispatch(engine, probot, id),
    release: (id) => work(engine, id),
    site: (id) => workSite(engine, Number(id)),
  });
  for (const timer of startTimers(engine)) starting.defer(() => timer.stop());
  const started = starting.move();
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : environment.PORT,
    async stop() {
      closeDoor(server);
      await started.disposeAsync();
    },
  };
}

async function openDoor(
  { store, queue, log }: Engine,
  { WEBHOOK_SECRET: secrets, PORT, HOST }: Environment,
): Promise<Server> {
  const server = webServer({ secrets, deliveries: store.deliveries, store, queue, log });
  server.listen(PORT, HOST);
  await once(server, 'listening');
  return server;
}

function closeDoor(server: Server): void {
  server.close();
  server.closeIdleConnections();
}

function startTimers(engine: Engine): readonly { stop(): Promise<void> }[] {
  const { log, settings } = engine;
  return [
    systemClock.every(Math.min(SLOWEST_TICK, settings.poll), () =>
      attempt(log, 'looking for what is due', () => wakeDue(engine)),
    ),
    systemClock.every(settings.sweep, () => attempt(log, 'sweeping', () => sweep(engine))),
  ];
}

async function engineOn(
  parts: Pick<Engine, 'store' | 'queue' | 'log'>,
  environment: Environment,
): Promise<Engine> {
  return {
    ...parts,
    plugins: await loadPlugins(),
    outside: openOutside(environment, parts.log),
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
