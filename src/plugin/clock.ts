import type { Duration, Instant } from '../domain/time.ts';

/** Time, handed in so that a test can decide it. */
export interface Clock {
  now(): Instant;
  sleep(duration: Duration): Promise<void>;
  /** Calls back again and again until it is stopped; a call that still runs is not doubled. */
  every(duration: Duration, work: () => Promise<void>): { stop(): Promise<void> };
}
