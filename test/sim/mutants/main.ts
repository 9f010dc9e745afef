import { parseArgs } from 'node:util';
import { messageOf } from '../../../src/domain/errors.ts';
import { type Hunt, hunt } from './hunt.ts';
import { MUTANTS, mutantNamed } from './list.ts';
import { faultySource, type Mutant } from './mutant.ts';
import { isClean, lineOf, summaryOf } from './report.ts';
import { brokenSeeds } from './simulation.ts';

const HELP = `Puts one deliberate fault after the other into the program, and sees whether
anything notices: first the ordinary tests that are named with it, then the
simulation. A fault that neither notices is a hole in both.

  npm run sim:mutants                    all of them, 400 seeds each at most
  npm run sim:mutants -- --seeds 2000    more seeds
  npm run sim:mutants -- --simulation    the simulation for those, too, that a test notices
  npm run sim:mutants -- --only NAME     this one; may be said several times
  npm run sim:mutants -- --together 1    so many processes at once; usually 2
  npm run sim:mutants -- --list          what there is
  npm run sim:mutants -- --help          this text

It ends with 0 when every mutant was caught, but for those that are equivalent
on purpose; with 1 when one survived; with 2 when one does not apply any more,
or when the tests that are named with it fail without it.`;

const OPTIONS = {
  seeds: { type: 'string', default: '400' },
  simulation: { type: 'boolean', default: false },
  together: { type: 'string', default: '2' },
  only: { type: 'string', multiple: true },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

try {
  const { values } = parseArgs({ options: OPTIONS });
  const chosen = values.only?.map(mutantNamed) ?? MUTANTS;
  if (values.help) console.log(HELP);
  else if (values.list) for (const { name, because } of chosen) console.log(`${name}: ${because}`);
  else
    await huntAll(chosen, {
      seeds: counted(values.seeds),
      simulation: values.simulation,
      together: counted(values.together),
    });
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}

async function huntAll(mutants: readonly Mutant[], options: Hunt): Promise<void> {
  // Before anything is played: one that does not apply any more must be noticed at once.
  for (const mutant of mutants) faultySource(mutant);
  const fates = await hunt(mutants, options, (fate) => console.log(lineOf(fate)));
  const broken = await brokenSeeds();
  if (broken.length > 0)
    console.log(`left out, because they break a promise without any fault: seeds ${broken.join()}`);
  console.log(`\n${summaryOf(fates, options.seeds)}`);
  if (!isClean(fates)) process.exitCode = 1;
}

function counted(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new RangeError(`“${text}” is no number above nothing`);
}
