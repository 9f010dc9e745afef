import { profileOf } from './profile-of.ts';
import { run } from './run.ts';

/** Plays one seed again and prints what happened, line by line. @returns the exit status. */
export async function trace(seed: number, only: RegExp): Promise<number> {
  const outcome = await run({
    seed,
    profile: profileOf(seed),
    trace: (line) => {
      if (only.test(line)) console.log(line);
    },
  });
  console.log(`\nseed ${seed} (${profileOf(seed)}): ${JSON.stringify(outcome.plan)}`);
  console.log(outcome.isReleased ? 'released' : 'not released');
  for (const { moment, rule, words } of outcome.violations)
    console.log(`${new Date(moment).toISOString().slice(11, 23)} ${rule} is broken: ${words}`);
  return outcome.violations.length === 0 ? 0 : 1;
}
