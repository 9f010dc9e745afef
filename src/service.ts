import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { endsWithin, systemClock } from './adapters/clock.ts';
import { sha256 } from './adapters/hash.ts';
import { prometheusMeter } from './adapters/meter.ts';
import type { Location } from './adapters/store/database.ts';
import { openStore } from './adapters/store/open-store.ts';
import { dispatcher } from './dispatch.ts';
import { messageOf } from './domain/errors.ts';
import { after, type Duration } from './domain/time.ts';
import { type Doors, openDoors } from './doors.ts';
import { catchUp, keepUp } from './engine/catch-up.ts';
import type { Engine } from './engine/engine.ts';
import { givenUp } from './engine/given-up.ts';
import { readDelivery } from './engine/read-delivery.ts';
import { wakeDue, work, workSite } from './engine/worker.ts';
import type { Environment } from './environment.ts';
import { openOutside } from './outside.ts';
import { loadPlugins } from './plugin/load.ts';
import type { Log } from './plugin/log.ts';

/** How often releases are looked for whose next look has come. */
const SLOWEST_TICK: Duration = 500;

const DAY: Duration = 24 * 3_600_000;

/** How long bodies of webhooks are kept after they were read: GitHub redelivers for three days. */
const BODIES_KEPT: Duration = 7 * DAY;

/** A running Ringmaster. */
export interface Service extends Pick<Doors, 'port' | 'metricsPort'> {
  /** Takes nothing new, lets what runs come to its end, then closes everything; all of it in `RINGMASTER_GRACE`. */
  stop(): Promise<void>;
}

/**
 * Starts everything: store, the way in, workers, timers. What comes in before
 * there are workers waits in the store. Where something cannot be started,
 * everything is closed again.
 * @param asked aborted where it is to be stopped before it is up.
 */
export async function startService(
  environment: Environment,
  log: Log,
  asked?: AbortSignal,
): Promise<Service> {
  await using starting = new AsyncDisposableStack();
  const { store, queue } = await openStore(locationOf(environment), log);
  starting.defer(() => store.close());
  const meter = prometheusMeter();
  const engine = await engineOn({ store, queue, log, meter }, environment);
  const receive = await dispatcher(engine, environment);
  const doors = await openDoors(engine, meter, environment);
  starting.defer(() => doors.close());
  await catchUp(engine, asked);
  if (asked?.aborted !== true) {
    await queue.start({
      delivery: (id) => readDelivery(engine, id, receive),
      release: (id) => work(engine, id),
      site: (id) => workSite(engine, Number(id)),
      givenUp: (job) => givenUp(engine, job),
    });
    const timers = startTimers(engine, environment);
    starting.defer(async () => {
      await Promise.all([queue.stop(), ...timers.map((timer) => timer.stop())]);
    });
  }
  const started = starting.move();
  return {
    port: doors.port,
    metricsPort: doors.metricsPort,
    async stop() {
      const stopping = Promise.all([doors.close(), started.disposeAsync()]);
      if (await endsWithin(environment.RINGMASTER_GRACE, stopping)) return;
      log.warn('work that takes too long is left to another process, or to the next start');
    },
  };
}

function startTimers(
  engine: Engine,
  environment: Environment,
): readonly { stop(): Promise<void> }[] {
  const { log, settings, clock, store } = engine;
  return [
    keepUp(engine, { deliveries: environment.RINGMASTER_DELIVERIES }),
    clock.every(Math.min(SLOWEST_TICK, settings.poll), () =>
      attempt(log, 'looking for what is due', () => wakeDue(engine)),
    ),
    clock.every(DAY, () =>
      attempt(log, 'forgetting old webhooks', async () => {
        const count = await store.deliveries.forgetBodies(after(clock.now(), -BODIES_KEPT));
        if (count > 0) log.info('bodies of old webhooks are forgotten', { count });
      }),
    ),
  ];
}

async function engineOn(
  parts: Pick<Engine, 'store' | 'queue' | 'log' | 'meter'>,
  environment: Environment,
): Promise<Engine> {
  const { store, log, meter } = parts;
  return {
    ...parts,
    plugins: await loadPlugins(),
    outside: openOutside(environment, { log, meter, budgets: store.budgets, clock: systemClock }),
    clock: systemClock,
    hash: sha256,
    // Process numbers repeat, in containers above all.
    worker: `${hostname()}/${process.pid}/${randomBytes(4).toString('hex')}`,
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

async function attempt(log: Log, what: string, task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    log.error(`${what} failed`, { error: messageOf(error) });
  }
}
