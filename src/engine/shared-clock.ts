import { after, between, type Instant } from '../domain/time.ts';
import type { Clock } from '../plugin/clock.ts';
import type { Lease } from '../plugin/store.ts';

/** The time that all workers share: ours, put right by what the store's clock said when the lease was taken. */
export function sharedClock(clock: Pick<Clock, 'now'>, lease: Lease): () => Instant {
  const behind = between(clock.now(), lease.at);
  return () => after(clock.now(), behind);
}
