import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export interface Crew {
  readonly seeds: number;
  readonly from: number;
  /** Processes at a time. */
  readonly workers: number;
  /** After so many no further seeds are begun; undefined: all are played. */
  readonly minutes?: number | undefined;
}

/** So many seeds are handed out at a time. */
const BATCH = 25;

const REPORT = z.object({
  seed: z.number(),
  profile: z.string(),
  plan: z.string(),
  isReleased: z.boolean(),
  violations: z.array(z.object({ rule: z.string(), words: z.string(), moment: z.number() })),
  faults: z.record(z.string(), z.number()),
  steps: z.number(),
  lasted: z.number(),
  /** Undefined: it was not played again. */
  isSameAgain: z.boolean().optional(),
});

/** What a worker tells of one seed. */
export type Report = z.output<typeof REPORT>;

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

/**
 * Plays all seeds, as many at a time as there are workers.
 * @param progress told how many are done, and what those brought that were done last.
 */
export async function playAll(
  { seeds, from, workers, minutes }: Crew,
  progress: (done: number, fresh: readonly Report[]) => void,
): Promise<readonly Report[]> {
  const batches = Array.from({ length: Math.ceil(seeds / BATCH) }, (_, index) => ({
    from: from + index * BATCH,
    count: Math.min(BATCH, seeds - index * BATCH),
  }));
  const until = minutes === undefined ? Infinity : performance.now() + minutes * 60_000;
  const reports: Report[] = [];
  const take = (batch: readonly Report[]) => {
    reports.push(...batch);
    progress(reports.length, batch);
    if (performance.now() > until) batches.length = 0;
  };
  await Promise.all(Array.from({ length: workers }, () => workThrough(batches, take)));
  return reports;
}

interface Batch {
  readonly from: number;
  readonly count: number;
}

async function workThrough(
  batches: Batch[],
  take: (reports: readonly Report[]) => void,
): Promise<void> {
  const worker = fork(WORKER, { serialization: 'json' });
  const died = once(worker, 'exit').then(([code]) => {
    if (batches.length > 0) throw new Error(`a worker of the simulation ended with ${code}`);
  });
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
    worker.send(batch);
    const answer = await Promise.race([once(worker, 'message'), died.then(() => [])]);
    take(z.array(REPORT).parse(answer[0]));
  }
  worker.disconnect();
  await died;
}
