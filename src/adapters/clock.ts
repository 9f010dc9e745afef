import { setTimeout as wait } from 'node:timers/promises';
import { RingmasterError } from '../domain/errors.ts';
import type { Duration } from '../domain/time.ts';
import type { Clock } from '../plugin/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),

  async sleep(duration) {
    await wait(duration);
  },

  every(duration, work) {
    const stopping = new AbortController();
    const running = repeat(duration, work, stopping.signal);
    return {
      async stop() {
        stopping.abort();
        await running;
      },
    };
  },
};

async function repeat(
  duration: Duration,
  work: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await wait(duration, undefined, { signal }).catch(() => {});
  }
}

/** Time since this process began, which no change of the machine's clock disturbs. */
export function uptime(): Duration {
  return performance.now();
}

/** Whether it comes to its end in that time. It goes on in any case. */
export async function endsWithin(duration: Duration, task: Promise<unknown>): Promise<boolean> {
  const ended = new AbortController();
  const late = wait(duration, false, { signal: ended.signal }).catch(() => true);
  try {
    return await Promise.race([task.then(() => true), late]);
  } finally {
    ended.abort();
  }
}

/**
 * The answer of something that must not keep anybody waiting.
 * @throws RingmasterError `outside-unreachable` where there is none in that time.
 */
export async function within<Answer>(duration: Duration, task: Promise<Answer>): Promise<Answer> {
  if (await endsWithin(duration, task)) return task;
  throw new RingmasterError('outside-unreachable', `no answer in ${duration} ms`);
}
