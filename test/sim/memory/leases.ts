import { RingmasterError } from '../../../src/domain/errors.ts';
import type { Lease, Leases } from '../../../src/plugin/store.ts';
import { type Held, storeTime } from './held.ts';

export function memoryLeases(held: Held): Leases {
  return {
    async take(key, _, duration) {
      const { now } = held.timeline;
      const { fence, expires } = held.tables.leases.get(key) ?? { fence: 0, expires: undefined };
      if (expires !== undefined && expires > now) return undefined;
      held.tables.leases.set(key, { fence: fence + 1, expires: now + duration });
      return { key, fence: fence + 1, at: storeTime(held), duration };
    },

    async giveBack({ key, fence }) {
      if (held.tables.leases.get(key)?.fence === fence)
        held.tables.leases.set(key, { fence, expires: undefined });
    },
  };
}

/** @throws RingmasterError `lease-lost` where it is not held any more. */
export function checkHeld({ tables }: Held, { key, fence }: Lease): void {
  const found = tables.leases.get(key);
  if (found?.fence !== fence || found.expires === undefined)
    throw new RingmasterError('lease-lost', `another worker has taken over ${key}`);
}

/** Begins the time of a lease that is held anew. */
export function renew({ tables, timeline }: Held, { key, fence, duration }: Lease): void {
  tables.leases.set(key, { fence, expires: timeline.now + duration });
}
