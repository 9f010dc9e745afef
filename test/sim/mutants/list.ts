import { CHECKING } from './list/checking.ts';
import { DECIDING } from './list/deciding.ts';
import { EFFECTS } from './list/effects.ts';
import { HEARING } from './list/hearing.ts';
import { INTAKE } from './list/intake.ts';
import { PUBLISHING } from './list/publishing.ts';
import { SHOWING } from './list/showing.ts';
import { SWEEPING } from './list/sweeping.ts';
import { WORKERS } from './list/workers.ts';
import type { Mutant } from './mutant.ts';

/** Every fault that a test or the simulation must notice, by subject. */
export const MUTANTS: readonly Mutant[] = [
  ...EFFECTS,
  ...WORKERS,
  ...HEARING,
  ...DECIDING,
  ...CHECKING,
  ...PUBLISHING,
  ...SHOWING,
  ...SWEEPING,
  ...INTAKE,
];

/** @throws RangeError where there is none of that name. */
export function mutantNamed(name: string): Mutant {
  const found = MUTANTS.find((mutant) => mutant.name === name);
  if (found === undefined) throw new RangeError(`there is no mutant “${name}”`);
  return found;
}
