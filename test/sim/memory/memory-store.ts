import type { Store } from '../../../src/plugin/store.ts';
import type { Timeline } from '../timeline.ts';
import { memoryBudgets, memoryGaps } from './budgets.ts';
import { memoryDeliveries } from './deliveries.ts';
import type { Held } from './held.ts';
import type { JobsSnapshot, MemoryJobs } from './jobs.ts';
import { memoryLeases } from './leases.ts';
import { memoryReleases } from './releases.ts';
import { memorySites } from './sites.ts';
import { copyOf, emptyTables, type Tables } from './tables.ts';

/** Everything that was stored at one moment, jobs included. */
export interface Snapshot {
  readonly tables: Tables;
  readonly jobs: JobsSnapshot;
}

/**
 * A store that keeps everything in memory, and does what the real one does. Every
 * method does its whole work before it first yields, so that whoever calls it
 * decides when it happens.
 */
export interface MemoryStore extends Store {
  /** Everything as it is now; whoever looks changes nothing. */
  readonly tables: Tables;
  snapshot(): Snapshot;
  /** Everything is as it was then; what was stored since is lost. */
  restore(snapshot: Snapshot): void;
}

export function memoryStore({
  timeline,
  jobs,
}: {
  readonly timeline: Timeline;
  readonly jobs: MemoryJobs;
}): MemoryStore {
  const held: Held = { tables: emptyTables(), timeline, jobs };
  return {
    deliveries: memoryDeliveries(held),
    releases: memoryReleases(held),
    leases: memoryLeases(held),
    sites: memorySites(held),
    gaps: memoryGaps(held),
    budgets: memoryBudgets(held),
    get tables() {
      return held.tables;
    },
    now: async () => new Date(timeline.now).toISOString(),
    async check() {},
    async close() {},
    snapshot: () => ({ tables: copyOf(held.tables), jobs: jobs.snapshot() }),
    restore(snapshot) {
      held.tables = copyOf(snapshot.tables);
      jobs.restore(snapshot.jobs);
    },
  };
}
