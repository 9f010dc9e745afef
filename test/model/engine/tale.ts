import assert from 'node:assert/strict';
import type { Who } from '../../sim/world/cast.ts';
import type { Reference } from './reference.ts';
import type { Stage } from './stage.ts';

/** The reference, with the comments that people have written by now. */
export interface Model {
  readonly reference: Reference;
  readonly comments: { readonly id: number; readonly by: Who; isThere: boolean }[];
  objects: number;
}

/** Both come to rest, and then say the same. */
export async function rest(model: Model, stage: Stage): Promise<void> {
  await stage.rest();
  model.reference.rest();
  assert.deepEqual(await toldBy(stage), expected(model));
}

/** Where a release stands, in words that both can say. Commits are numbers. */
interface Tale {
  readonly candidates: readonly string[];
  readonly ring: string;
  readonly counted: readonly string[];
  readonly isPinned: boolean;
  readonly hasMoved: boolean;
  readonly parcel: string | undefined;
  readonly brought: readonly number[];
  readonly isClosed: boolean;
  readonly isOpen: boolean;
  /** Effects that happened more than once. */
  readonly doubles: readonly string[];
}

function expected({ reference }: Model): Tale {
  const { candidates, ring, counted, hasMoved, parcel, brought, isClosed, pinned } = reference;
  return {
    candidates: candidates.map(({ commit, cutBy }) => `${commit} by ${cutBy}`),
    ring,
    counted: counted.toSorted(),
    isPinned: pinned !== undefined,
    hasMoved,
    parcel: parcel === undefined ? undefined : `${parcel.commit} ${parcel.state}`,
    brought: [...brought],
    isClosed,
    isOpen: !isClosed,
    doubles: [],
  };
}

async function toldBy(stage: Stage): Promise<Tale> {
  const { history, counted, isOpen } = await stage.told();
  const current = history.candidates.at(-1);
  const { parcel, brought } = stage.levers;
  const number = (commit: string) => stage.heads.indexOf(commit);
  return {
    candidates: history.candidates.map(
      ({ candidate }) => `${number(candidate.commit)} by ${candidate.cutBy?.login}`,
    ),
    ring: current?.rings.has('ship') ? 'ship' : 'propose',
    counted,
    isPinned: (current?.facts.size ?? 0) > 0,
    hasMoved: (current?.moved.length ?? 0) > 0,
    parcel: parcel === undefined ? undefined : `${number(parcel.commit)} ${parcel.state}`,
    brought: brought.map(number),
    isClosed: history.closed !== undefined,
    isOpen,
    doubles: stage.doubles,
  };
}
