import type { Instant } from '../../../src/domain/time.ts';
import type { Timeline } from '../timeline.ts';
import type { MemoryJobs } from './jobs.ts';
import type { Tables } from './tables.ts';

/** What the parts of a memory store share. */
export interface Held {
  /** The tables as they are now; a restored snapshot replaces them. */
  tables: Tables;
  readonly timeline: Timeline;
  readonly jobs: MemoryJobs;
}

/** The time by the store's own clock. */
export function storeTime({ timeline }: Held): Instant {
  return new Date(timeline.now).toISOString();
}

/** How long whatever was said may lie about before it is looked for, should its wake be lost. */
const SOON = 60_000;

/** The next look at something that was told news. */
export function soon({ timeline }: Held, before: Instant | undefined): Instant {
  const latest = new Date(timeline.now + SOON).toISOString();
  return before === undefined || before > latest ? latest : before;
}
