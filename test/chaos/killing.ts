import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../sim/chance.ts';
import { type ChaosDatabase, endJobs, endLeases } from './database.ts';
import type { Fleet, Ringmaster } from './fleet.ts';
import type { Weather } from './weather.ts';

/** How long a process that is up may live, in milliseconds. */
export const SHORT_LIFE: Life = [50, 500];

/** Long enough to get something done beside one that is killed all the time. */
export const LONGER_LIFE: Life = [1000, 5000];

type Life = readonly [number, number];

/** Of ten processes so many do not live to be up; it takes them about this long, in milliseconds. */
const STILLBORN = 0.15;
const START_UP = 1500;

/** Where nothing is changed for so long, there is nothing to wait for. */
const IDLE = 4000;

export interface Killing {
  readonly fleet: Fleet;
  readonly database: ChaosDatabase;
  readonly chance: Chance;
  readonly weather: Pick<Weather, 'nextWrite'>;
  readonly life: Life;
  /** In `performance.now()`. */
  readonly until: number;
  /** The database itself is out of order, which may well end a process. */
  readonly isDatabaseDown: () => boolean;
}

/** What came of it. */
export interface Toll {
  kills: number;
  readonly findings: string[];
}

/** Starts a process, kills it, and starts the next one, as long as there is time. */
export async function killAgainAndAgain(killing: Killing, toll: Toll): Promise<void> {
  const { fleet, until } = killing;
  while (performance.now() < until) {
    const process = await fleet.start();
    await live(killing, process);
    const wasAlive = await process.kill();
    if (wasAlive) toll.kills += 1;
    if (killing.isDatabaseDown()) continue;
    if (!wasAlive) toll.findings.push(`it ended by itself: ${lastWords(fleet, process.pid)}`);
    await bury(killing, process);
  }
}

/**
 * Lets it come up and live for a moment, or not even come up. Every other one lives
 * until something is being changed: on a slow machine the others do little else than start.
 */
async function live({ chance, life, weather }: Killing, process: Ringmaster): Promise<void> {
  if (chance.happens(STILLBORN)) return sleep(chance.between(1, START_UP));
  if (!(await process.up)) return;
  if (chance.happens(0.5)) await Promise.race([weather.nextWrite(), sleep(IDLE)]);
  await sleep(chance.between(...life));
}

async function bury({ fleet, database }: Killing, { pid }: Ringmaster): Promise<void> {
  if (database.isShared || fleet.size === 0) await endLeases(database, pid);
  if (fleet.size === 0) await endJobs(database);
}

function lastWords({ lines }: Fleet, pid: number): string {
  const own = lines.filter((line) => line.startsWith(`${pid} `));
  return own.slice(-3).join('\n');
}
