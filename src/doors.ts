import { once } from 'node:events';
import type { Server } from 'node:http';
import { systemClock, within } from './adapters/clock.ts';
import type { ReadableMeter } from './adapters/meter.ts';
import type { Duration } from './domain/time.ts';
import type { Engine } from './engine/engine.ts';
import type { Environment } from './environment.ts';
import { metricsServer } from './web/metrics.ts';
import { webServer } from './web/server.ts';
import { vitalsOf } from './web/vitals.ts';

/** How long whoever asks how it is waits for the store. */
const ASKING: Duration = 5_000;

/** How often connections are looked for that have come to rest, while a door is being closed. */
const CLOSING: Duration = 50;

/** What others reach this process by. */
export interface Doors {
  readonly port: number;
  /** Undefined where the operator wants no metrics. */
  readonly metricsPort: number | undefined;
  /** Takes nothing new from now on, at once. @returns when what was being taken in is stored. */
  close(): Promise<void>;
}

/** Opens the way in for webhooks and, where they are wanted, metrics. */
export async function openDoors(
  engine: Engine,
  meter: ReadableMeter,
  environment: Environment,
): Promise<Doors> {
  const { PORT, HOST, RINGMASTER_METRICS_HOST, RINGMASTER_METRICS_PORT } = environment;
  const { wayIn, metrics } = servers(engine, meter, environment);
  await using opening = new AsyncDisposableStack();
  const port = await listen(wayIn, PORT, HOST);
  opening.defer(() => shut(wayIn));
  const metricsPort =
    RINGMASTER_METRICS_PORT === undefined
      ? undefined
      : await listen(metrics, RINGMASTER_METRICS_PORT, RINGMASTER_METRICS_HOST);
  opening.defer(() => shut(metrics));
  const opened = opening.move();
  let closing: Promise<void> | undefined;
  return {
    port,
    metricsPort,
    close() {
      closing ??= opened.disposeAsync();
      return closing;
    },
  };
}

function servers(
  { store, queue, log, settings }: Engine,
  meter: ReadableMeter,
  environment: Environment,
): Readonly<Record<'wayIn' | 'metrics', Server>> {
  const vitals = vitalsOf({ store, queue, limit: (task) => within(ASKING, task) });
  const sweeps = {
    repositories: { every: settings.sweep, age: () => meter.sinceSwept('repositories') },
    deliveries: {
      every: environment.RINGMASTER_DELIVERIES,
      age: () => meter.sinceSwept('deliveries'),
    },
  };
  const { deliveries } = store;
  const secrets = environment.WEBHOOK_SECRET;
  return {
    wayIn: webServer({ secrets, deliveries, meter, vitals, sweeps, log }),
    metrics: metricsServer({
      exposition: async () => meter.exposition(await vitals().catch(() => undefined)),
      log,
    }),
  };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Connections that rest are cut; those on which something is coming in are waited for. */
async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  const gone = once(server, 'close');
  server.close();
  const cutting = systemClock.every(CLOSING, async () => server.closeIdleConnections());
  await gone;
  await cutting.stop();
}
