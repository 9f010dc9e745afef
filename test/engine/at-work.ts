import type { Engine } from '../../src/engine/engine.ts';
import { wakeDue } from '../../src/engine/worker.ts';
import { Rig, SECOND, TAG, workAt } from '../model/engine/rig.ts';

export const HOUR = 3600 * SECOND;

/** A rig, its one worker, and the tracking issue of a release that alice proposed there. */
export interface AtWork {
  readonly rig: Rig;
  readonly engine: Engine;
  readonly issue: number;
}

/** A release of a tag is proposed, and its first card can be read. */
export async function propose(rig = new Rig()): Promise<AtWork> {
  const engine = rig.engine('worker', (call) => call());
  const { acts } = rig.world;
  const wish = acts.openIssue('alice', { title: 'Next', body: '' });
  acts.comment('alice', wish, `/release new ${TAG}`);
  await told(rig, engine);
  const issue = (await rig.stored()).row.issue ?? 0;
  rig.timeline.now += 10 * SECOND;
  return { rig, engine, issue };
}

/** Everything that there is to tell is told, once more where it was before, and worked at. */
export async function told(rig: Rig, engine: Engine): Promise<void> {
  rig.timeline.now += SECOND;
  for (const hook of rig.world.hooks.slice()) await rig.read(engine, hook);
  await drain(rig, engine);
}

/** Time passes, and whatever asked to be looked at then is. */
export async function wait(rig: Rig, engine: Engine, hours: number): Promise<void> {
  rig.timeline.now += hours * HOUR;
  await wakeDue(engine);
  await drain(rig, engine);
}

async function drain(rig: Rig, engine: Engine): Promise<void> {
  for (const job of rig.woken) {
    rig.woken.delete(job);
    await workAt(engine, job);
  }
}
