import { chance } from '../sim/chance.ts';
import { Crowd } from './crowd.ts';
import { openDatabase } from './database.ts';
import { type Figures, findingsOf } from './findings/findings.ts';
import { Fleet } from './fleet.ts';
import { type Ground, openGround } from './ground.ts';
import { rage } from './rage.ts';
import { cameToRest } from './rest.ts';
import { storm } from './weather.ts';

export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly database: 'postgres' | 'embedded';
  /** Hears how it goes. */
  readonly say: (line: string) => void;
}

export interface ChaosTotals extends Figures {
  readonly kills: number;
  readonly releases: number;
  /** How often each thing went wrong. */
  readonly mishaps: ReadonlyMap<string, number>;
  readonly violations: readonly string[];
  /** Everything that all processes logged. */
  readonly lines: readonly string[];
}

/** How long things may take after the storm before nobody waits any longer, in milliseconds. */
const PATIENCE = 240_000;
const GRACE = 2000;

/**
 * Kills Ringmaster again and again while people release and everything else fails,
 * too; then lets it live, and looks whether all is as if nothing had happened.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosTotals> {
  await using opened = new AsyncDisposableStack();
  const { say } = options;
  const database = await openDatabase(options.database);
  opened.defer(() => database.stop());
  const ground = await openGround();
  opened.defer(() => ground.close());
  const fleet = new Fleet({ ...ground.settings, ...database.settings }, ground.door);
  opened.defer(() => fleet.close());
  const crowd = new Crowd(ground.stage, say);
  opened.defer(() => crowd.close());

  const weather = storm(ground.stage.forge, chance(options.seed));
  ground.weather = weather;
  crowd.begin();
  const toll = await rage({ ...options, database, fleet, weather, chance: chance(options.seed) });
  weather.calm();
  say(`the storm is over after ${toll.kills} kills`);
  const { restless, calmSince } = await aftermath({ ground, fleet, crowd });
  const { plans } = crowd;
  const { findings, ...figures } = await findingsOf(ground, { database, plans, calmSince });
  return {
    ...figures,
    kills: toll.kills,
    releases: plans.length,
    mishaps: weather.fired,
    violations: [...toll.findings, ...restless, ...findings],
    lines: fleet.lines,
  };
}

interface Aftermath {
  /** What was not as it should be. */
  readonly restless: readonly string[];
  readonly calmSince: number;
}

/** One process lives until all is over. */
async function aftermath({ ground, fleet, crowd }: Scenery): Promise<Aftermath> {
  crowd.lastRound();
  const survivor = await fleet.start();
  const isUp = await survivor.up;
  // A webhook that left before had nowhere to go.
  const calmSince = Date.now() + GRACE;
  if (!isUp) return { restless: ['it does not come up after the storm'], calmSince };
  const late = await crowd.dispersed(PATIENCE);
  const awake = await cameToRest(ground, survivor);
  const code = await survivor.stop();
  const ending = code === 0 ? [] : [`the last process ended with ${code}`];
  return { restless: [...late, ...awake, ...ending], calmSince };
}

interface Scenery {
  readonly ground: Ground;
  readonly fleet: Fleet;
  readonly crowd: Crowd;
}
