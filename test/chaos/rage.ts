import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../src/domain/errors.ts';
import type { Chance } from '../sim/chance.ts';
import type { ChaosDatabase } from './database.ts';
import type { Fleet } from './fleet.ts';
import { killAgainAndAgain, LONGER_LIFE, SHORT_LIFE, type Toll } from './killing.ts';
import type { Weather } from './weather.ts';

export interface Run {
  readonly database: ChaosDatabase;
  readonly fleet: Fleet;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly say: (line: string) => void;
  readonly minutes: number;
}

/** For this part of the time one process at a time is up; then there are two, where the database allows it. */
const ALONE = 0.5;

/** From so many minutes on the database is killed, too, once. */
const LONG = 3;
const MINUTE = 60_000;

/** Lets the storm rage for its time. */
export async function rage(run: Run): Promise<Toll> {
  const { database, minutes, say } = run;
  const toll: Toll = { kills: 0, findings: [] };
  const begun = performance.now();
  const at = (part: number) => begun + minutes * MINUTE * part;
  const trouble = { isDown: false };
  const kill = (until: number, life = SHORT_LIFE) =>
    killAgainAndAgain({ ...run, life, until, isDatabaseDown: () => trouble.isDown }, toll);
  const crashing = minutes < LONG ? undefined : crashOnce(run, at(ALONE / 2), { trouble, toll });
  say('one process at a time');
  await kill(at(database.isShared ? ALONE : 1));
  if (database.isShared) {
    say(`two processes at a time, after ${toll.kills} kills`);
    await Promise.all([kill(at(1)), kill(at(1), LONGER_LIFE)]);
  }
  await crashing;
  return toll;
}

interface Trouble {
  readonly trouble: { isDown: boolean };
  readonly toll: Toll;
}

async function crashOnce(
  { database, say }: Run,
  when: number,
  { trouble, toll }: Trouble,
): Promise<void> {
  if (database.crash === undefined) return;
  await sleep(Math.max(0, when - performance.now()));
  trouble.isDown = true;
  say('PostgreSQL is killed');
  try {
    await database.crash();
  } catch (error) {
    toll.findings.push(`PostgreSQL does not come back: ${messageOf(error)}`);
  }
  trouble.isDown = false;
  say('PostgreSQL is back');
}
