import { outsideOf } from './outside.ts';
import { furnished, INSTALLATION, type Scenery } from './scenery.ts';
import { World } from './world.ts';

/** The demo's project, as the App reaches it. */
export const SITE = {
  repository: { id: 11, owner: 'kubernetes-sigs', name: 'dra-example-driver' },
  installation: INSTALLATION,
};

/** A world with nobody but the test, which sets its time. */
export function openWorld(scenery?: Scenery) {
  const timeline = { now: Date.parse('2026-05-04T09:12:00.250Z') };
  const world = new World(timeline, furnished(scenery));
  return { world, timeline, outside: outsideOf(world, { sight: () => world.state }) };
}
