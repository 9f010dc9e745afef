import type { Mutant } from './mutant.ts';
import { examine } from './ordinary-tests.ts';
import type { Fate } from './report.ts';
import { chase } from './simulation.ts';

export interface Hunt {
  /** So many seeds are played at most, for every mutant. */
  readonly seeds: number;
  /** Whether the simulation is played for those, too, that a test has noticed. */
  readonly simulation: boolean;
  /** So many processes at once. */
  readonly together: number;
}

/** Lets every mutant loose until a test or the simulation notices it, or neither does. */
export async function hunt(
  mutants: readonly Mutant[],
  options: Hunt,
  tell: (fate: Fate) => void,
): Promise<readonly Fate[]> {
  const left = mutants.values();
  const fates: Fate[] = [];
  const work = async () => {
    for (const mutant of left) {
      const fate = await fateOf(mutant, options);
      fates.push(fate);
      tell(fate);
    }
  };
  await Promise.all(Array.from({ length: options.together }, work));
  return fates;
}

/** Tests first: they take seconds. */
async function fateOf(mutant: Mutant, { seeds, simulation }: Hunt): Promise<Fate> {
  const { name, tests } = mutant;
  const failure = tests === undefined ? undefined : await examine(name, tests);
  const isEnough = failure !== undefined && !simulation;
  return { mutant, failure, caught: isEnough ? undefined : await chase(name, seeds) };
}
