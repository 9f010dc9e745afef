import { PROJECT } from '../../stage/scenery.ts';
import type { Timeline } from '../timeline.ts';
import { type Machines, machinesIn } from './acts/machines.ts';
import { type Pushes, pushesIn } from './acts/pushes.ts';
import { type Reviews, reviewsIn } from './acts/reviews.ts';
import { type Speech, speechIn } from './acts/speech.ts';
import { APP, ROBOT } from './cast.ts';
import { Ground } from './ground.ts';
import type { WorldState } from './state.ts';

/** Everything that people and machines can do, each at once and without an answer to wait for. */
export type Acts = Speech & Pushes & Reviews & Machines;

/** The outside in memory: GitHub, registries and a chat, and everybody who acts there. */
export class World extends Ground {
  readonly acts: Acts;

  /** @param project The repository that people act on; the demo's, if none is named. */
  constructor(timeline: Pick<Timeline, 'now'>, start: WorldState, project = PROJECT) {
    super(timeline, start, [APP.login, ROBOT.login]);
    this.acts = {
      ...speechIn(this, project),
      ...pushesIn(this, project),
      ...reviewsIn(this),
      ...machinesIn(this, project),
    };
  }
}
