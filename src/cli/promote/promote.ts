import { messageOf } from '../../domain/errors.ts';
import { visible } from '../../show/safe-text.ts';
import { remark, say } from '../../terminal.ts';
import { carryOut } from './carry-out.ts';
import { type Doors, openDoors } from './doors.ts';
import { inTurns } from './in-turns.ts';
import { judge } from './judge.ts';
import { lookFor } from './look.ts';
import { outcomeJson } from './outcome.ts';
import { type Plan, planOf } from './plan.ts';
import { readStanding } from './read-standing.ts';
import { routeOf } from './route.ts';
import { shownPlan } from './show.ts';
import type { Standing } from './standing.ts';
import { listedIn, wantedImages } from './wanted.ts';
import type { Wish } from './wish.ts';

/** How many images are looked up at once; Google's registries slow down whoever asks more. */
const AT_ONCE = 6;

/** Promotes what was asked for, as far as was asked. @returns the exit status. */
export async function promote(wish: Wish): Promise<number> {
  await using doors = openDoors(process.env);
  try {
    return await promoteBy(wish, doors);
  } catch (error) {
    if (wish.isJson) say(JSON.stringify({ outcome: 'failed', message: messageOf(error) }));
    throw error;
  }
}

async function promoteBy(wish: Wish, doors: Doors): Promise<number> {
  const standing = await readStanding(wish, doors);
  const plan = await planFor(wish, standing, doors);
  if (!wish.isJson) say(shownPlan(wish, plan));
  for (const warning of plan.warnings) remark(visible(`note: ${warning}`));
  for (const problem of plan.problems) remark(visible(`problem: ${problem}`));
  const outcome = await carryOut({ wish, standing, plan }, doors);
  if (wish.isJson) say(outcomeJson({ wish, plan, mine: standing.mine }, outcome));
  else say(`\n${outcome.message}`);
  return outcome.outcome === 'refused' || outcome.outcome === 'declined' ? 1 : 0;
}

async function planFor(wish: Wish, standing: Standing, doors: Doors): Promise<Plan> {
  const route = routeOf(wish, standing);
  if (standing.text === undefined) remark(`there is no ${wish.list} yet`);
  const wanted = wantedImages(wish, listedIn(standing.text ?? ''));
  const images = wanted.length === 1 ? '1 image' : `${wanted.length} images`;
  remark(`looking for ${images} in ${route.staging}`);
  const place = { route, registry: doors.registry };
  const looks = await inTurns(AT_ONCE, wanted, (each) => lookFor(each, place));
  const rows = looks.flat().map((look) => judge(look, wish, route));
  return planOf({ wish, standing, route, rows });
}
