import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Pace } from '../bench.ts';
import { layGround } from '../promotion/ground.ts';
import { LARGE, SMALL } from '../promotion/lists.ts';
import { startPromoter } from '../promotion/processes.ts';
import { reportOn } from '../promotion/report.ts';
import { type Course, type Result, ways } from '../promotion/ways.ts';

/** Times far away are divided by this, so that a run takes less than two minutes. */
const FACTOR = 5;

/** Memory is a quiet disk: writing thousands of files says more of a disk than of git. */
const MEMORY = '/dev/shm';

export const bench: Bench = {
  about: 'a promotion pull request, beside the bare requests and beside a clone',
  run: async (pace) => {
    await using all = new AsyncDisposableStack();
    console.log('making a repository of image lists, its fork, and two registries');
    const ground = all.use(await layGround(FACTOR));
    const folder = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'ringmaster-bench-'));
    all.defer(() => rm(folder, { recursive: true, force: true }));
    const [ours, floor] = [all.use(startPromoter('ours')), all.use(startPromoter('floor'))];
    const results = await measure({ ground, folder, ours, floor }, pace);
    console.log('not measured: a promotion by one request, since the list is always read anew');
    return reportOn(results, { factor: FACTOR, folder });
  },
};

/** All ways in turn, in every round in another order; in one round all meet the same latencies. */
async function measure(course: Course, { rounds }: Pace): Promise<readonly Result[]> {
  await runRound(course, 0);
  const results: Result[] = [];
  for (let round = 1; round <= rounds; round += 1) results.push(...(await runRound(course, round)));
  return results;
}

async function runRound(course: Course, round: number): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const list of [SMALL, LARGE]) {
    const all = ways(list).filter((way) => way.isTaken(round));
    const first = round % all.length;
    for (const way of [...all.slice(first), ...all.slice(0, first)]) {
      const result = await way.run(course, { list, round });
      results.push(result);
      const words = `${way.name}, ${list.text.length} bytes: ${Math.round(result.time)} ms`;
      console.log(`${round === 0 ? 'warming up' : `round ${round}`}: ${words}`);
    }
  }
  return results;
}
