import { z } from 'zod';
import { call } from '../../stage/api.ts';
import { look, type Scene } from '../../stage/scene.ts';
import { PROJECT } from '../../stage/scenery.ts';
import type { Stage } from '../../stage/stage.ts';
import { type Proof, prove } from '../proof.ts';
import type { Levers } from './levers.ts';
import { type Shelf, shelves } from './shelves.ts';
import { trackingIn } from './tracking.ts';

/** A git tag of the project. */
export interface TagSeen {
  readonly name: string;
  /** Whether it is an object of its own, as signed tags are. */
  readonly isAnnotated: boolean;
}

/** Everything that the page shows at one moment, whoever looks. */
export interface Sight {
  readonly scene: Scene;
  readonly tags: readonly TagSeen[];
  readonly shelves: readonly Shelf[];
  readonly isJobPaused: boolean;
  readonly webhooksToLose: number;
  /** Whether machines still work on what was done last. */
  readonly isWorking: boolean;
  /** How the outcome looks from the outside; undefined while the release goes on. */
  readonly proofs: readonly Proof[] | undefined;
}

/** What can be looked up; whether machines work is not, it is watched. */
export type Looked = Omit<Sight, 'isWorking'>;

/** Looks at everything once. */
export async function lookAround(stage: Stage, levers: Levers): Promise<Looked> {
  const [scene, tags, shelf] = await Promise.all([look(stage), tagsOf(stage), shelves(stage)]);
  const isOver = trackingIn(scene)?.thread.state === 'closed';
  return {
    scene,
    tags,
    shelves: shelf,
    isJobPaused: levers.isJobPaused,
    webhooksToLose: levers.webhooksToLose,
    proofs: isOver ? await provenOutcome(stage) : undefined,
  };
}

/** The proofs; one that cannot be made, such as of an image that is nowhere, does not hold. */
export async function provenOutcome(stage: Stage): Promise<readonly Proof[]> {
  try {
    return await prove(stage);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ claim: `v0.1.0 and chart 0.1.0 can be looked at: ${why}`, holds: false }];
  }
}

const REFS = z.array(z.object({ ref: z.string(), object: z.object({ type: z.string() }) }));

async function tagsOf({ forge }: Stage): Promise<readonly TagSeen[]> {
  const path = `/repos/${PROJECT}/git/matching-refs/tags/`;
  const refs = REFS.parse(await call({ url: forge.url }, 'GET', { path }));
  return refs.map(({ ref, object }) => ({
    name: ref.slice('refs/tags/'.length),
    isAnnotated: object.type === 'tag',
  }));
}
