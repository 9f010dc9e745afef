import type { Duration } from '../../src/domain/time.ts';
import type { Queue } from '../../src/plugin/queue.ts';
import type { Store } from '../../src/plugin/store.ts';

/** A store and its queue, under the hands of a contract. */
export interface Lab {
  readonly store: Omit<Store, 'close'>;
  readonly queue: Queue;
  /** Lets time pass for the store: leases, budgets, and jobs that wait. */
  pass(duration: Duration): Promise<void>;
  /** Waits until something is so, while the queue works. */
  until(isSo: () => boolean | Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

/** Hands out the lab of a suite once it has been set up. */
export type LabOf = () => Lab;
