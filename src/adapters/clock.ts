import { setTimeout as wait } from 'node:timers/promises';
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
  duration: number,
  work: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await wait(duration, undefined, { signal }).catch(() => {});
  }
}
