import { lastWordsOf } from './child.ts';
import type { Catch, Played } from './messages.ts';

/** Seeds that were played without a fault, and whether every promise was kept. */
const HEALTHY = new Map<number, Promise<boolean>>();

/** The first promise that a mutant breaks and the program itself keeps; undefined where there is none. */
export async function chase(mutant: string, seeds: number): Promise<Catch | undefined> {
  for (let from = 1; from <= seeds; ) {
    const caught = await play(mutant, { from, to: seeds });
    if (caught === undefined) return undefined;
    if (await isHealthy(caught.seed)) return caught;
    from = caught.seed + 1;
  }
  return undefined;
}

/**
 * Plays seeds in a process of its own.
 * @param mutant Name of the fault; undefined for none.
 * @returns the first broken promise; undefined where all were kept.
 * @throws Error where the child could not begin to play.
 */
export async function play(
  mutant: string | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Catch | undefined> {
  const fault = mutant === undefined ? [] : ['--mutant', mutant];
  const last = await lastWordsOf<Played>('play.ts', [
    ...fault,
    '--from',
    `${from}`,
    '--to',
    `${to}`,
  ]);
  if ('rule' in last) return last;
  if (last.state === 'survived') return undefined;
  const seed = last.state === 'playing' ? last.seed : from;
  return { seed, profile: 'wild', rule: 'hang', words: 'the run never ended' };
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
