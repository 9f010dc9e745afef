import { writeFile } from 'node:fs/promises';
import { confirm } from './confirm.ts';
import type { Doors } from './doors.ts';
import type { Outcome } from './outcome.ts';
import type { Plan } from './plan.ts';
import { propose, stillThere } from './propose.ts';
import { type Mine, nameOf, type Standing } from './standing.ts';
import type { Wish } from './wish.ts';

interface Ready {
  readonly wish: Wish;
  readonly standing: Standing;
  readonly plan: Plan;
}

/** Does what was asked for, as far as it goes: nothing at all where there are problems. */
export async function carryOut({ wish, standing, plan }: Ready, doors: Doors): Promise<Outcome> {
  const { mine } = standing;
  if (plan.problems.length > 0)
    return { outcome: 'refused', message: 'Nothing is promoted until the problems are solved.' };
  if (plan.step === 'none') return nothingToDo(standing, plan);
  if (wish.act === 'edit' && wish.file !== undefined) {
    await writeFile(wish.file, plan.content);
    return { outcome: 'edited', message: `edited ${wish.file}` };
  }
  if (wish.act !== 'propose' || mine === undefined) return dryRun(wish, standing, plan);
  return wish.isAgreed ? propose({ wish, plan, mine }, doors) : ask({ wish, plan, mine }, doors);
}

interface Proposing {
  readonly wish: Wish;
  readonly plan: Plan;
  readonly mine: Mine;
}

async function ask(proposing: Proposing, doors: Doors): Promise<Outcome> {
  const { plan } = proposing;
  const question = `${plan.step === 'open' ? 'Open' : 'Update'} the pull request?`;
  const isAgreed = await confirm(question, { input: process.stdin, output: process.stderr });
  if (!isAgreed) return { outcome: 'declined', message: 'Declined: nothing was written.' };
  await stillThere(plan, doors);
  return propose(proposing, doors);
}

function nothingToDo({ mine }: Standing, { diff }: Plan): Outcome {
  const proposal = mine?.view.proposal;
  if (diff === '' || proposal === undefined)
    return { outcome: 'nothing-to-do', message: 'Nothing to do: the list has all of it already.' };
  const { number, address } = proposal;
  return {
    outcome: 'nothing-to-do',
    message: `Nothing to do: ${address} has all of it already.`,
    pullRequest: { number, address },
  };
}

function dryRun({ target, file }: Wish, { mine }: Standing, { step }: Plan): Outcome {
  if (file !== undefined)
    return { outcome: 'dry-run', message: `Dry run: without --dry-run, ${file} is edited.` };
  const where = mine === undefined ? 'your fork' : `${nameOf(mine.head)}:${mine.branch}`;
  const what =
    step === 'update'
      ? `update ${mine?.view.proposal?.address}`
      : `open a pull request on ${nameOf(target)} from ${where}`;
  return {
    outcome: 'dry-run',
    message: `Dry run: nothing was written. With --pull-request this would ${what}.`,
  };
}
