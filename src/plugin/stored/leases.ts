import type { Duration, Instant } from '../../domain/time.ts';

/** The right to act for a release or a repository, alone, until it expires. A later lease has a higher fence. */
export interface Lease {
  /** The release's id, or the site's key. */
  readonly key: string;
  readonly fence: number;
  /** When it was taken, by the store's clock. */
  readonly at: Instant;
  /** How long it is held after it was taken, and after every commit. */
  readonly duration: Duration;
}

/** Measured by the store's own clock, so that the workers' clocks need not agree. */
export interface Leases {
  /** Undefined where somebody else holds it. Every commit under a lease begins its time anew. */
  take(key: string, holder: string, duration: Duration): Promise<Lease | undefined>;
  giveBack(lease: Lease): Promise<void>;
}
