import { z } from 'zod';
import type { Report } from './crew.ts';
import { profileOf } from './profile-of.ts';
import { run } from './run.ts';

const BATCH = z.object({ from: z.number(), count: z.number() });

/** One run in so many is played twice: it must be the same to the last step. */
const AGAIN = 100;

process.on('message', (message) => {
  play(BATCH.parse(message)).then(
    (reports) => process.send?.(reports),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function play({ from, count }: z.output<typeof BATCH>): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for (let seed = from; seed < from + count; seed += 1) reports.push(await playOne(seed));
  return reports;
}

async function playOne(seed: number): Promise<Report> {
  const profile = profileOf(seed);
  const { fingerprint, plan, faults, violations, ...outcome } = await run({ seed, profile });
  const report = {
    ...{ ...outcome, profile, violations: [...violations] },
    plan: JSON.stringify(plan),
    faults: Object.fromEntries(Object.entries(faults)),
  };
  if (seed % AGAIN !== 0) return report;
  const again = await run({ seed, profile });
  return { ...report, isSameAgain: again.fingerprint === fingerprint };
}
