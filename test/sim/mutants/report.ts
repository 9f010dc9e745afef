import type { Catch, Failure } from './messages.ts';
import type { Mutant } from './mutant.ts';

/** What became of one mutant. */
export interface Fate {
  readonly mutant: Mutant;
  /** Undefined: it has no tests, or they pass all the same. */
  readonly failure: Failure | undefined;
  /** Undefined: it broke no promise that the simulation sees, or was not played any more. */
  readonly caught: Catch | undefined;
}

const NAME_WIDTH = 44;

/** One line about one mutant. */
export function lineOf(fate: Fate): string {
  const { mutant, failure, caught } = fate;
  return `${mutant.name.padEnd(NAME_WIDTH)}${
    isNoticed(fate)
      ? `caught ${[...byTest(failure), ...bySimulation(caught)].join('; ')}`
      : mutant.equivalent === undefined
        ? 'SURVIVED'
        : 'survived, as it should'
  }`;
}

function byTest(failure: Failure | undefined): readonly string[] {
  return failure === undefined ? [] : [`by ${failure.file}: ${shortened(failure.test)}`];
}

function bySimulation(caught: Catch | undefined): readonly string[] {
  if (caught === undefined) return [];
  const { seed, profile, rule, words } = caught;
  return [`at seed ${seed} (${profile}) by ${rule}: ${shortened(words)}`];
}

function shortened(words: string): string {
  const [line = ''] = words.split('\n');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

function isNoticed({ failure, caught }: Fate): boolean {
  return failure !== undefined || caught !== undefined;
}

/** Whether every mutant met the fate that it should. */
export function isClean(fates: readonly Fate[]): boolean {
  return fates.every(isRight);
}

/** One that is called equivalent and is caught is called so wrongly. */
function isRight(fate: Fate): boolean {
  return isNoticed(fate) === (fate.mutant.equivalent === undefined);
}

/** What was found, in the end. */
export function summaryOf(fates: readonly Fate[], seeds: number): string {
  const real = fates.filter(({ mutant }) => mutant.equivalent === undefined);
  const equivalent = fates.filter(({ mutant }) => mutant.equivalent !== undefined);
  const noticed = real.filter(isNoticed).length;
  const share = real.length === 0 ? 100 : (100 * noticed) / real.length;
  return [
    `${fates.length} mutants, ${equivalent.length} of them equivalent`,
    `${count(real, ({ failure }) => failure !== undefined)} caught by tests, ${count(real, ({ caught }) => caught !== undefined)} by the simulation within ${seeds} seeds each`,
    `${noticed} of ${real.length} caught: ${share.toFixed(1)} %`,
    ...real
      .filter((fate) => !isNoticed(fate))
      .map(({ mutant }) => `  SURVIVED ${mutant.name}: ${mutant.because}`),
    ...equivalent.map(
      (fate) =>
        `  ${isRight(fate) ? 'equivalent' : 'CAUGHT, SO NOT EQUIVALENT'} ${fate.mutant.name}: ${fate.mutant.equivalent}`,
    ),
  ].join('\n');
}

function count(fates: readonly Fate[], is: (fate: Fate) => boolean): number {
  return fates.filter(is).length;
}
