import type { Catch } from './messages.ts';
import type { Mutant } from './mutant.ts';

/** What became of one mutant. */
export interface Fate {
  readonly mutant: Mutant;
  /** Undefined: it broke no promise that the simulation sees. */
  readonly caught: Catch | undefined;
}

const NAME_WIDTH = 44;

/** One line about one mutant. */
export function lineOf({ mutant, caught }: Fate): string {
  const name = mutant.name.padEnd(NAME_WIDTH);
  if (caught === undefined)
    return `${name}${mutant.equivalent === undefined ? 'SURVIVED' : 'survived, as it should'}`;
  const { seed, profile, rule, words } = caught;
  return `${name}caught at seed ${seed} (${profile}) by ${rule}: ${shortened(words)}`;
}

function shortened(words: string): string {
  const [line = ''] = words.split('\n');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

/** Whether every mutant met the fate that it should. */
export function isClean(fates: readonly Fate[]): boolean {
  return fates.every(isRight);
}

/** One that is called equivalent and is caught is called so wrongly. */
function isRight({ mutant, caught }: Fate): boolean {
  return (caught === undefined) === (mutant.equivalent !== undefined);
}

/** What was found, in the end. */
export function summaryOf(fates: readonly Fate[], seeds: number): string {
  const real = fates.filter(({ mutant }) => mutant.equivalent === undefined);
  const caught = real.filter((fate) => fate.caught !== undefined);
  const share = real.length === 0 ? 100 : (100 * caught.length) / real.length;
  const equivalent = fates.filter(({ mutant }) => mutant.equivalent !== undefined);
  return [
    `${caught.length} of ${real.length} mutants caught within ${seeds} seeds each: ${share.toFixed(1)} %`,
    ...real.filter(isSurvivor).map(({ mutant }) => `  SURVIVED ${mutant.name}: ${mutant.because}`),
    ...equivalent.map(
      (fate) =>
        `  ${isRight(fate) ? 'equivalent' : 'CAUGHT, SO NOT EQUIVALENT'} ${fate.mutant.name}: ${fate.mutant.equivalent}`,
    ),
  ].join('\n');
}

function isSurvivor({ caught }: Fate): boolean {
  return caught === undefined;
}
