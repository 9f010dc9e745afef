import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { Duration } from '../domain/time.ts';
import type { Engine } from './engine.ts';
import { findGap } from './gaps.ts';
import { sweepDeliveries } from './missed.ts';
import { sweep } from './sweep.ts';

/** The longest pause before GitHub is asked again. */
const LONGEST_PAUSE: Duration = 30_000;

/** How soon it is noticed that nobody waits any more. */
const TICK: Duration = 1_000;

/**
 * Finds out whether the store remembers everything, before any worker starts.
 * While GitHub cannot tell, it is asked again: what a restored store has forgotten
 * would be done twice, and without GitHub nothing could be done anyway. The way in
 * stays open meanwhile.
 */
export async function catchUp(engine: Engine, signal?: AbortSignal): Promise<void> {
  for (let attempt = 1; signal?.aborted !== true; attempt += 1) {
    const trouble = await troubleWith(() => findGap(engine));
    if (trouble === undefined) return;
    const about = { error: trouble.message, advice: trouble.advice };
    if (trouble.retry) engine.log.warn(WAITING, about);
    else engine.log.error(WAITING, about);
    await rest(engine, trouble.wait ?? Math.min(1000 * 2 ** attempt, LONGEST_PAUSE), signal);
  }
}

const WAITING = 'no work is begun before GitHub has told what it delivered; it is asked again';

async function troubleWith(task: () => Promise<unknown>): Promise<RingmasterError | undefined> {
  try {
    await task();
    return undefined;
  } catch (error) {
    if (error instanceof RingmasterError) return error;
    throw error;
  }
}

async function rest(
  { clock }: Engine,
  pause: Duration,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let left = pause; left > 0 && signal?.aborted !== true; left -= TICK)
    await clock.sleep(Math.min(left, TICK));
}

/**
 * Looks at everything at once, and again and again from then on. The state comes
 * first, because it takes seconds and most depends on it; single deliveries follow.
 */
export function keepUp(
  engine: Engine,
  { deliveries }: { readonly deliveries: Duration },
): { stop(): Promise<void> } {
  const { clock, settings } = engine;
  const stopping = new AbortController();
  const { signal } = stopping;
  const firstLook = Promise.withResolvers<void>();
  const timers = [
    clock.every(settings.sweep, async () => {
      await attempt(engine, 'repositories', () => sweep(engine, signal));
      firstLook.resolve();
    }),
    clock.every(deliveries, async () => {
      await firstLook.promise;
      if (signal.aborted) return;
      await attempt(engine, 'deliveries', () => sweepDeliveries(engine, signal));
    }),
  ];
  return {
    async stop() {
      stopping.abort();
      firstLook.resolve();
      await Promise.all(timers.map((timer) => timer.stop()));
    },
  };
}

async function attempt(
  { log }: Engine,
  what: 'repositories' | 'deliveries',
  task: () => Promise<void>,
): Promise<void> {
  try {
    await task();
  } catch (error) {
    log.error('a sweep failed', { what, error: messageOf(error) });
  }
}
