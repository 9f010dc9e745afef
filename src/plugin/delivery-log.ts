import type { Instant } from '../domain/time.ts';
import type { Delivery } from './store.ts';

/** One attempt of GitHub to tell the App something. */
export interface DeliveryAttempt {
  /** Names the attempt; a number of GitHub's that may not fit into ours, so that it is a text. */
  readonly attempt: string;
  /** Names what was to be told; every further attempt has the same one. */
  readonly delivery: string;
  readonly event: string;
  readonly at: Instant;
  /** Whether somebody at our address acknowledged it. */
  readonly isAcknowledged: boolean;
}

/** GitHub's own record of what it told the App; it reaches back three days. */
export interface DeliveryLog {
  /** Attempts since then, newest first, a page at a time, so that whoever knows enough stops. */
  attempts(since: Instant): AsyncIterable<readonly DeliveryAttempt[]>;
  /** What was to be told; undefined where GitHub has forgotten it. */
  delivery(attempt: DeliveryAttempt): Promise<Delivery | undefined>;
}
