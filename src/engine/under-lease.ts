import type { Lease } from '../plugin/store.ts';
import type { Engine } from './engine.ts';

/** How long a worker may store nothing before another one takes over. */
const LEASE = 60_000;

/**
 * Does something that only one worker may do at a time.
 * @returns false where somebody else holds the lease; then a moment has passed.
 */
export async function underLease(
  { store, clock, worker, settings }: Engine,
  key: string,
  task: (lease: Lease) => Promise<void>,
): Promise<boolean> {
  const lease = await store.leases.take(key, worker, LEASE);
  if (lease === undefined) {
    await clock.sleep(Math.min(settings.poll, 1000));
    return false;
  }
  try {
    await task(lease);
    return true;
  } finally {
    await store.leases.giveBack(lease);
  }
}
