import { sha256 } from '../../src/adapters/hash.ts';
import type { Counts } from './faults.ts';
import type { MemoryJobs } from './memory/jobs.ts';
import { judgeTheEnd } from './oracle/in-the-end.ts';
import { difference, normalForm, withoutBystanders } from './oracle/normal-form.ts';
import type { Violation } from './oracle/oracle.ts';
import type { Plan } from './plan.ts';
import { look } from './sight.ts';
import { type Simulation, type SimulationOptions, START, simulationOf } from './simulation.ts';

const MINUTE = 60_000;

/** For so long things go wrong; but the first minute is calm, for what was there before is history. */
const STORM = 30 * MINUTE;

/** How long everything may take to come right afterwards; most of it is for people, who do not hurry. */
const CALM = 60 * MINUTE;

/** When nothing has happened for so long, a run has ended: every sweep has come round. */
const QUIET = 12 * MINUTE;

/** What became of one run. */
export interface Outcome {
  readonly seed: number;
  readonly plan: Plan;
  readonly isReleased: boolean;
  readonly violations: readonly Violation[];
  readonly faults: Counts;
  readonly steps: number;
  /** Virtual milliseconds. */
  readonly lasted: number;
  /** The same for two runs that were the same to the last step. */
  readonly fingerprint: string;
}

/** Plays one release from its seed: the same seed is the same run, to the last step. */
export async function run(options: SimulationOptions): Promise<Outcome> {
  const simulation = simulationOf(options);
  const { scheduler, oracle, mischief, world, plan, store } = simulation;
  const calmSince = await weather(simulation);
  if (oracle.violations.length === 0) await judge(simulation, options, calmSince);
  return {
    ...{ seed: options.seed, plan },
    isReleased: isReleased(simulation),
    violations: oracle.violations,
    faults: mischief.counts,
    steps: scheduler.steps,
    lasted: scheduler.now - START,
    fingerprint: sha256(
      JSON.stringify([scheduler.steps, world.effects, [...store.tables.releases.values()]]),
    ),
  };
}

/** @returns when the faults stopped. */
async function weather({
  scheduler,
  mischief,
  oracle,
  players,
  plan,
  tell,
  runUntil,
}: Simulation): Promise<number> {
  await runUntil(START + MINUTE - 1);
  mischief.isCalm = false;
  while (
    scheduler.now < START + STORM &&
    !oracle.isClosed &&
    !oracle.isStopped &&
    oracle.violations.length === 0
  )
    await runUntil(scheduler.now + 3 * MINUTE);
  mischief.isCalm = true;
  tell(() => 'from now on nothing goes wrong any more');
  const calmSince = scheduler.now;
  // Who was attacked waits for people, and for nothing else.
  const deadline = calmSince + (plan.attack === 'none' ? CALM : QUIET);
  while (scheduler.now < deadline && oracle.violations.length === 0) {
    await runUntil(scheduler.now + QUIET);
    if (oracle.isClosed || oracle.isStopped) break;
  }
  players.leave();
  await runUntil(scheduler.now + QUIET);
  return calmSince;
}

/** What must be true in the end. */
async function judge(
  simulation: Simulation,
  options: SimulationOptions,
  calmSince: number,
): Promise<void> {
  const { jobs, scheduler, oracle, runUntil } = simulation;
  // A run must not end in the very moment in which somebody looks whether anything is due.
  for (let tries = 0; isBusy(jobs) && tries < 60; tries += 1) await runUntil(scheduler.now + 1000);
  oracle.report(judgeTheEnd({ ...simulation, calmSince }));
  oracle.report(await comparedWithCalm(simulation, options));
}

function isBusy(jobs: MemoryJobs): boolean {
  const { waiting, active } = jobs.size();
  return waiting + active > 0;
}

/** Ends of calm runs, by their plan. */
const CALM_ENDS = new Map<string, readonly string[]>();

/**
 * L2: whatever went wrong, people see in the end what they would have seen without
 * it. Where somebody attacked, or a part of the record is lost, the end is another.
 */
async function comparedWithCalm(simulation: Simulation, { seed, profile }: SimulationOptions) {
  const { plan, world, mischief } = simulation;
  if (plan.attack !== 'none') return [];
  if (!isReleased(simulation)) return [{ rule: 'L2', words: 'the release never came to its end' }];
  if (profile === 'none' || (mischief.counts.restored ?? 0) > 0) return [];
  const key = JSON.stringify(plan);
  const calm = CALM_ENDS.get(key) ?? (await calmEnd(seed));
  CALM_ENDS.set(key, calm);
  const form = wasEverybodyHeard(simulation)
    ? (lines: readonly string[]) => lines
    : withoutBystanders;
  const words = difference(form(normalForm(world)), form(calm));
  return words === undefined ? [] : [{ rule: 'L2', words: `it ended otherwise: ${words}` }];
}

/** Whether every voice on the tracking issue has reached the store; the last ones may have come too late. */
function wasEverybodyHeard({ world, store }: Simulation): boolean {
  const { said } = look(world);
  const kept = [...store.tables.comments.values()].flatMap((comments) => [...comments.values()]);
  return said.every(({ id }) => kept.some(({ comment }) => comment.id === id));
}

async function calmEnd(seed: number): Promise<readonly string[]> {
  const simulation = simulationOf({ seed, profile: 'none' });
  await weather(simulation);
  return normalForm(simulation.world);
}

function isReleased({ world }: Simulation): boolean {
  return look(world).tracking?.isOpen === false;
}
