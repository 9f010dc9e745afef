import { setImmediate as breath } from 'node:timers/promises';
import { arrivalAfter, type Stream, waitFor } from '../../src/adapters/store/pace.ts';
import type { Budgets } from '../../src/plugin/budgets.ts';
import type { Clock } from '../../src/plugin/clock.ts';

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/** Time that stands still while anything happens, and then leaps to where somebody wakes up. */
export class VirtualClock implements Pick<Clock, 'now' | 'sleep'> {
  /** Milliseconds since 1970. */
  time: number;
  readonly #sleepers: Sleeper[] = [];

  constructor(start: number = Date.parse('2026-05-04T09:00:00Z')) {
    this.time = start;
  }

  now = (): string => new Date(this.time).toISOString();

  sleep = (duration: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ until: this.time + duration, wake });
    });

  /** Lets time pass until something is done; `quiet` says when nothing happens but waiting. */
  async until<T>(work: Promise<T>, quiet: () => Promise<unknown> = breaths): Promise<T> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    work.then(over, over);
    while (!isOver) {
      await quiet();
      this.#leap();
    }
    return work;
  }

  #leap(): void {
    const [next] = this.#sleepers.toSorted((a, b) => a.until - b.until);
    if (next === undefined) return;
    this.#sleepers.splice(this.#sleepers.indexOf(next), 1);
    this.time = Math.max(this.time, next.until);
    next.wake();
  }
}

/** Long enough for promises that wait for nothing but each other. */
async function breaths(): Promise<void> {
  for (let breathed = 0; breathed < 3; breathed += 1) await breath();
}

/** Budgets in memory, measured by this clock. */
export function budgetsBy(clock: VirtualClock): Budgets {
  const streams = new Map<string, Stream>();
  return {
    async take(paces) {
      const wait = waitFor(paces, streams, clock.time);
      if (wait > 0) return wait;
      for (const pace of paces) {
        const before = streams.get(pace.key);
        const arrival = arrivalAfter(pace, before, clock.time);
        streams.set(pace.key, { arrival, closedUntil: before?.closedUntil ?? 0 });
      }
      return 0;
    },
    async close(key, duration) {
      const { arrival = 0, closedUntil = 0 } = streams.get(key) ?? {};
      const until = Math.max(closedUntil, clock.time + duration);
      streams.set(key, { arrival, closedUntil: until });
    },
  };
}
