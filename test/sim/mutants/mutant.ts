import { readFileSync } from 'node:fs';

/** A deliberate fault: one piece of a source that says something else. */
export interface Mutant {
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
  /** What the fault breaks. */
  readonly because: string;
  /** Files below test/ of which one notices it: few and fast. They run before the simulation. */
  readonly tests?: readonly string[];
  /** Why nothing can tell it from the original; undefined where something must. */
  readonly equivalent?: string;
}

const ROOT = new URL('../../../', import.meta.url);

/** Where the source that a mutant changes is loaded from. */
export function addressOf({ file }: Pick<Mutant, 'file'>): string {
  return new URL(file, ROOT).href;
}

/**
 * The source as it stands on disk, with the fault in it.
 * @throws Error where the piece does not stand there exactly once: the source has changed since.
 */
export function faultySource(mutant: Mutant): string {
  const { name, file, find, replace } = mutant;
  const pieces = readFileSync(new URL(addressOf(mutant)), 'utf8').split(find);
  const count = pieces.length - 1;
  if (count !== 1)
    throw new Error(`${name} does not apply any more: its text stands ${count} times in ${file}`);
  return pieces.join(replace);
}
