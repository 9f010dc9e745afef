import type { Duration } from '../domain/time.ts';

/** One stream of requests that must not come faster than this. */
export interface Pace {
  /** Whose requests, and which of them: `installation/7/content`. */
  readonly key: string;
  /** Between two requests on average. */
  readonly every: Duration;
  /** How many may come at once after a rest. */
  readonly burst: number;
}

/**
 * What all workers that share a store may ask of somebody, together. Measured by
 * the store's own clock, so that their clocks need not agree.
 */
export interface Budgets {
  /**
   * Takes a place in every stream, or in none.
   * @returns how long to wait until there is a place in all of them; 0: it was taken.
   */
  take(paces: readonly Pace[]): Promise<Duration>;
  /** Closes a stream for that long, because its owner asked for it. A longer closing holds. */
  close(key: string, duration: Duration): Promise<void>;
}
