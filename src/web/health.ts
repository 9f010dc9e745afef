import type { ServerResponse } from 'node:http';
import { messageOf } from '../domain/errors.ts';
import type { Duration } from '../domain/time.ts';
import type { Log } from '../plugin/log.ts';
import type { Vitals } from './vitals.ts';

/** A sweep that has not come to its end for so many of its intervals has come to a halt. */
const PATIENCE = 3;

/** However short they are: a machine may be busy for a moment. */
const SHORTEST: Duration = 60_000;

/** A sweep: how often it should come to its end, and how long ago it did. */
export interface SweepSeen {
  readonly every: Duration;
  readonly age: () => Duration;
}

export interface HealthOptions {
  readonly vitals: () => Promise<Vitals>;
  readonly sweeps: Readonly<Record<'repositories' | 'deliveries', SweepSeen>>;
  readonly log: Log;
}

/**
 * Says how Ringmaster is, for operators and their monitors: 200 while it serves,
 * 503 with a reason in one word. Strangers may ask, so that no message of a
 * database and no address ever stands here.
 */
export async function health(
  response: ServerResponse,
  { vitals, sweeps, log }: HealthOptions,
  isDraining: boolean,
): Promise<void> {
  const sweptSecondsAgo = {
    repositories: seconds(sweeps.repositories.age()),
    deliveries: seconds(sweeps.deliveries.age()),
  };
  const known = await vitals().catch((error: unknown) => {
    log.error('the store does not answer', { error: messageOf(error) });
    return undefined;
  });
  if (known === undefined)
    return send(response, { reason: 'store', store: 'failing', sweptSecondsAgo });
  const { queue, openReleases, setAside } = known;
  const { waiting, active, oldest } = queue;
  send(response, {
    reason: isDraining ? 'draining' : haltedIn(sweeps),
    store: 'ok',
    sweptSecondsAgo,
    queue: { waiting, active, oldestSeconds: seconds(oldest) },
    openReleases,
    setAside,
  });
}

function haltedIn(sweeps: HealthOptions['sweeps']): 'sweeps' | undefined {
  const isHalted = Object.values(sweeps).some(
    ({ every, age }) => age() > Math.max(every * PATIENCE, SHORTEST),
  );
  return isHalted ? 'sweeps' : undefined;
}

function seconds(duration: Duration): number {
  return Math.round(duration / 1000);
}

function send(
  response: ServerResponse,
  { reason, ...rest }: { readonly reason: string | undefined; readonly [key: string]: unknown },
): void {
  const body =
    reason === undefined ? { status: 'ok', ...rest } : { status: 'failing', reason, ...rest };
  response.writeHead(reason === undefined ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify(body)}\n`);
}
