import { play } from './child.ts';
import type { Catch } from './messages.ts';
import type { Mutant } from './mutant.ts';
import type { Fate } from './report.ts';

/** So many processes play at once. */
const TOGETHER = 2;

/** Seeds that were played without a fault, and whether every promise was kept. */
const HEALTHY = new Map<number, Promise<boolean>>();

/** Plays every mutant until it is caught, or has survived so many seeds. */
export async function hunt(
  mutants: readonly Mutant[],
  seeds: number,
  tell: (fate: Fate) => void,
): Promise<readonly Fate[]> {
  const left = mutants.values();
  const fates: Fate[] = [];
  const work = async () => {
    for (const mutant of left) {
      const fate = { mutant, caught: await chase(mutant, seeds) };
      fates.push(fate);
      tell(fate);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  return fates;
}

async function chase({ name }: Mutant, seeds: number): Promise<Catch | undefined> {
  for (let from = 1; from <= seeds; ) {
    const caught = await play(name, { from, to: seeds });
    if (caught === undefined) return undefined;
    if (await isHealthy(caught.seed)) return caught;
    from = caught.seed + 1;
  }
  return undefined;
}

/** A run that breaks a promise without the fault proves nothing of it. */
function isHealthy(seed: number): Promise<boolean> {
  const known = HEALTHY.get(seed);
  if (known !== undefined) return known;
  const played = play(undefined, { from: seed, to: seed }).then((found) => found === undefined);
  HEALTHY.set(seed, played);
  return played;
}

/** Seeds that break a promise although nothing was changed: faults of the program, or of the simulation. */
export async function brokenSeeds(): Promise<readonly number[]> {
  const played = await Promise.all(
    [...HEALTHY].map(async ([seed, isKept]) => ((await isKept) ? [] : [seed])),
  );
  return played.flat().toSorted((a, b) => a - b);
}
