import { RingmasterError } from '../../../domain/errors.ts';
import type { Duration } from '../../../domain/time.ts';
import type { Clock } from '../../../plugin/clock.ts';
import { Garbled, statusOf } from '../failures.ts';

/** Between the attempts at a read; there are no more than these. */
const PAUSES: readonly Duration[] = [1000, 3000];

/** All attempts and pauses together, so that a worker is never stuck. */
const IN_ALL: Duration = 20_000;

/** GitHub gives up after ten seconds by itself. */
const ONE_READ: Duration = 10_000;

/** An attempt for which there is less time than this is not begun. */
const SHORTEST: Duration = 1000;

/** Asks again where GitHub could not answer, or its answer was cut off. Only for what changes nothing. */
export async function repeating<T>(
  clock: Pick<Clock, 'now' | 'sleep'>,
  attempt: (timeLeft: () => Duration) => Promise<T>,
): Promise<T> {
  const deadline = Date.parse(clock.now()) + IN_ALL;
  const left = () => deadline - Date.parse(clock.now());
  const timeLeft = () => Math.max(SHORTEST, Math.min(ONE_READ, left()));
  for (const pause of PAUSES) {
    try {
      return await attempt(timeLeft);
    } catch (error) {
      if (!isPassing(error) || left() < pause + SHORTEST) throw error;
      await clock.sleep(pause);
    }
  }
  return attempt(timeLeft);
}

/** Whether it may have passed in a moment; what our own budgets refuse says itself for how long. */
function isPassing(error: unknown): boolean {
  if (error instanceof RingmasterError || error instanceof Garbled) return error instanceof Garbled;
  const status = statusOf(error);
  return status === undefined || status >= 500;
}
