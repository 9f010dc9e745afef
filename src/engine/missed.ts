import { messageOf, RingmasterError } from '../domain/errors.ts';
import { after, type Duration, type Instant } from '../domain/time.ts';
import type { DeliveryAttempt } from '../plugin/delivery-log.ts';
import type { Engine } from './engine.ts';
import { idsOf, lossIn, noteLoss, REACH } from './gaps.ts';

/** GitHub may note an attempt late, so that every sweep looks a little further back than the last one came. */
const LAG: Duration = 10 * 60_000;

/** From where an engine reads on, by GitHub's clock. One that has just started reads all there is. */
const FROM = new WeakMap<Engine, Instant>();

/**
 * Fetches what GitHub could not tell us, and what the store has lost since it was
 * told, as if it came in now. Doing so again is harmless, so that progress is not
 * stored. The list costs one request for a hundred attempts, and only what is
 * missing costs one more each.
 */
export async function sweepDeliveries(engine: Engine, signal?: AbortSignal): Promise<void> {
  const known = FROM.get(engine);
  const from = known ?? after(engine.clock.now(), -REACH);
  const log = await readLog(engine, from);
  // Later on, what is acknowledged and missing is only what could not be fetched before.
  if (known === undefined) await noteLoss(engine, lossIn(log.attempts, log.missing));
  FROM.set(engine, from);
  const outcome = await fetchAll(engine, log, signal);
  if (outcome === 'stopped') return;
  if (outcome === 'all') FROM.set(engine, nextFrom(from, log.attempts));
  engine.meter.swept('deliveries');
}

interface ReadLog {
  /** Newest first. */
  readonly attempts: readonly DeliveryAttempt[];
  readonly missing: ReadonlySet<string>;
}

async function readLog({ outside, store }: Engine, from: Instant): Promise<ReadLog> {
  const attempts: DeliveryAttempt[] = [];
  const missing = new Set<string>();
  for await (const page of outside.deliveryLog.attempts(from)) {
    attempts.push(...page);
    for (const id of await store.deliveries.missing(idsOf(page))) missing.add(id);
  }
  return { attempts, missing };
}

function nextFrom(from: Instant, attempts: readonly DeliveryAttempt[]): Instant {
  const newest = attempts.reduce((latest, { at }) => (at > latest ? at : latest), from);
  const earlier = after(newest, -LAG);
  return earlier > from ? earlier : from;
}

/**
 * Newest first: where that is interrupted in a new store, no hole is left behind
 * what it knows, which would look like a loss.
 */
async function fetchAll(
  engine: Engine,
  { attempts, missing }: ReadLog,
  signal: AbortSignal | undefined,
): Promise<'all' | 'some' | 'stopped'> {
  let outcome: 'all' | 'some' = 'all';
  for (const [delivery, tries] of Map.groupBy(attempts, (attempt) => attempt.delivery)) {
    if (signal?.aborted === true) return 'stopped';
    if (!missing.has(delivery)) continue;
    const came = await fetchSafely(engine, delivery, tries);
    // All others would be refused as well, and asking on makes it worse.
    if (came === 'limited') return 'stopped';
    if (came === 'failed') outcome = 'some';
  }
  return outcome;
}

/** @returns `failed` where another time may be better; what is refused for good counts as done. */
async function fetchSafely(
  engine: Engine,
  delivery: string,
  tries: readonly DeliveryAttempt[],
): Promise<'done' | 'failed' | 'limited'> {
  try {
    await fetchOne(engine, delivery, tries);
    return 'done';
  } catch (error) {
    const about = { delivery, error: messageOf(error) };
    engine.log.warn('a missed delivery could not be fetched', about);
    if (!(error instanceof RingmasterError)) return 'failed';
    if (error.code === 'outside-limited') return 'limited';
    return error.retry ? 'failed' : 'done';
  }
}

/** What was to be told is the same at every try; GitHub may have forgotten some of them. */
async function fetchOne(
  { store, outside, log }: Engine,
  id: string,
  tries: readonly DeliveryAttempt[],
): Promise<void> {
  // It may have come by itself since the list was read.
  if ((await store.deliveries.missing([id])).length === 0) return;
  for (const attempt of tries) {
    const delivery = await outside.deliveryLog.delivery(attempt);
    if (delivery === undefined) continue;
    await store.deliveries.accept(delivery);
    return;
  }
  log.warn('GitHub has forgotten a missed delivery', { delivery: id });
}
