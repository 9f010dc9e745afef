import { loadPlugins } from '../../src/plugin/load.ts';
import { CHART_PATH, chartFile } from '../stage/scenery.ts';
import { chance } from './chance.ts';
import { Mischief, PROFILES, type Profile } from './faults.ts';
import { Host } from './host.ts';
import { type MemoryJobs, memoryJobs } from './memory/jobs.ts';
import { type MemoryStore, memoryStore } from './memory/memory-store.ts';
import { Oracle } from './oracle/oracle.ts';
import { type Plan, planFrom } from './plan.ts';
import { Players } from './players.ts';
import { Post } from './post.ts';
import { Scheduler } from './scheduler.ts';
import { furnished } from './world/scenery.ts';
import { World } from './world/world.ts';

const plugins = await loadPlugins();

/** When every simulated world begins. */
export const START = Date.parse('2026-12-01T09:00:00.000Z');

/** What is chosen by a seed must not depend on what else is: each gets numbers of its own. */
const STREAM = { plan: 0, faults: 1_000_000_007, people: 2_000_000_011 } as const;

export interface SimulationOptions {
  readonly seed: number;
  readonly profile: Profile;
  trace?(line: string): void;
}

/** A world with everybody in it, Ringmaster included, and the oracle that watches. */
export interface Simulation {
  readonly plan: Plan;
  readonly scheduler: Scheduler;
  readonly mischief: Mischief;
  readonly world: World;
  readonly jobs: MemoryJobs;
  readonly store: MemoryStore;
  readonly oracle: Oracle;
  readonly players: Players;
  /** Lets everything happen until a moment, or until the oracle objects. */
  runUntil(moment: number): Promise<void>;
  tell(line: () => string): void;
}

export function simulationOf({ seed, profile, trace }: SimulationOptions): Simulation {
  const scheduler = new Scheduler(START);
  const plan = planFrom(chance(seed + STREAM.plan));
  const mischief = new Mischief(chance(seed + STREAM.faults), PROFILES[profile]);
  // Calm until whoever plays it lets things go wrong.
  mischief.isCalm = true;
  const files = plan.isChartWrong ? {} : { [CHART_PATH]: chartFile('v0.1.0') };
  const world = new World(scheduler, furnished({ files }));
  const jobs = memoryJobs(scheduler);
  const store = memoryStore({ timeline: scheduler, jobs });
  const oracle = new Oracle(world, store);
  const tell = (line: () => string) =>
    trace?.(`${new Date(scheduler.now).toISOString().slice(11, 23)} ${line()}`);
  const parts = { world, scheduler, mischief, trace: tell };
  const host = new Host({ ...parts, store, jobs, plugins, restored: () => oracle.restored() });
  const players = new Players({
    ...{ ...parts, plan },
    chance: chance(seed + STREAM.people),
    built: (tag) => oracle.truth.built(tag),
  });
  const post = new Post({
    ...parts,
    door: () => host.door(),
    answered: (answer) => oracle.atTheDoor(answer),
  });
  const after = () => {
    post.send();
    oracle.look();
  };
  return {
    ...{ plan, scheduler, mischief, world, jobs, store, oracle, players, tell },
    runUntil: (moment) => scheduler.runUntil(moment, after, () => oracle.violations.length > 0),
  };
}
