import type { Instant } from '../domain/time.ts';
import type { Budgets } from './budgets.ts';
import type { Deliveries } from './stored/deliveries.ts';
import type { Gaps } from './stored/gaps.ts';
import type { Leases } from './stored/leases.ts';
import type { Releases } from './stored/releases.ts';
import type { Sites } from './stored/sites.ts';

export type { Deliveries, Delivery } from './stored/deliveries.ts';
export type { Gap, Gaps } from './stored/gaps.ts';
export type { Lease, Leases } from './stored/leases.ts';
export type {
  Batch,
  Card,
  NewRelease,
  ReleaseRow,
  Releases,
  StoredRelease,
} from './stored/releases.ts';
export { type SiteBatch, type Sites, type StoredSite, siteKey } from './stored/sites.ts';

/** Everything that outlives the process. */
export interface Store {
  readonly deliveries: Deliveries;
  readonly releases: Releases;
  readonly leases: Leases;
  readonly sites: Sites;
  readonly gaps: Gaps;
  readonly budgets: Budgets;
  /** The time that all workers share, whatever their own clocks say. */
  now(): Promise<Instant>;
  /** @throws RingmasterError `outside-unreachable` where it cannot be written. */
  check(): Promise<void>;
  close(): Promise<void>;
}
