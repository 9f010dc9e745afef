import type { Step } from '../../../src/domain/process.ts';
import type { RowState } from '../../../src/domain/rows.ts';
import type { Place, SmallWorld, State } from './state.ts';

/*
 * What must be so in a state, said once more and without the code that is judged
 * by it: from the text of the design alone.
 */

/** The one who cut the candidate that counts: alice the first, bob whatever comes later. */
export function cutter({ candidate }: State): string {
  return candidate === 1 ? 'alice' : 'bob';
}

/** Who agrees to the candidate that stands, and has a say in it. */
export function agreeing({ voters, ballot, leaver }: SmallWorld, state: State): readonly string[] {
  return voters
    .map(({ login }) => login)
    .filter((login) => state.voices[login]?.at(-1) === state.candidate)
    .filter((login) => ballot.self || login !== cutter(state))
    .filter((login) => !(state.hasLeft && login === leaver?.login));
}

export function hasQuorum(world: SmallWorld, state: State): boolean {
  return agreeing(world, state).length >= world.ballot.quorum;
}

/** Whether a step has come to a good end. */
export function isThrough(world: SmallWorld, state: State, step: Step): boolean {
  if (isLeftOut(world, step)) return true;
  const { name, verb } = step;
  switch (verb) {
    case 'check':
      return state.answers[name] === 'pass' && !(name === world.tagStep && state.hasMoved);
    case 'approve':
      return hasQuorum(world, state);
    case 'vote':
    case 'do':
      throw new TypeError(`the small worlds know no ${verb}`);
    case 'publish':
    case 'announce':
      return state.places[name] === 'proven';
  }
}

/** Whether a step is about an artifact that is not released. */
function isLeftOut({ artifacts }: SmallWorld, step: Step): boolean {
  return step.if !== undefined && !artifacts.some(({ name }) => name === step.if);
}

/** Steps of the ring that must be through before this one may change the world, and are not. */
export function inTheWay(world: SmallWorld, state: State, { name }: Step): readonly string[] {
  const steps = world.process.rings[state.ring]?.steps ?? [];
  const place = steps.findIndex((step) => step.name === name);
  const above = steps.slice(0, Math.max(0, place));
  return above
    .filter((step) => !step.optional && !step.parallel && !isThrough(world, state, step))
    .map((step) => step.name);
}

/** What the checklist must say of a step of the open ring. */
export function rowState(world: SmallWorld, state: State, step: Step): RowState {
  if (isLeftOut(world, step)) return 'skipped';
  if (step.name === world.tagStep && state.hasMoved) return 'fail';
  if (mustWait(world, state, step)) return 'waiting';
  switch (step.verb) {
    case 'check':
      return state.answers[step.name] ?? 'error';
    case 'approve':
      return hasQuorum(world, state) ? 'pass' : 'needs-you';
    case 'vote':
    case 'do':
      throw new TypeError(`the small worlds know no ${step.verb}`);
    case 'publish':
    case 'announce':
      return placeState(world, state, step);
  }
}

/** Whoever changes the world waits for all above, anybody else for those who change the world. */
function mustWait(world: SmallWorld, state: State, step: Step): boolean {
  const above = inTheWay(world, state, step);
  if (changesTheWorld(step)) return above.length > 0;
  const steps = world.process.rings[state.ring]?.steps ?? [];
  const publishers = steps.slice(0, Math.max(0, steps.indexOf(step))).filter(changesTheWorld);
  return publishers
    .filter((each) => !each.optional && !each.parallel)
    .some((each) => !isThrough(world, state, each) || inTheWay(world, state, each).length > 0);
}

function changesTheWorld({ verb }: Step): boolean {
  return verb === 'publish' || verb === 'announce';
}

function placeState(world: SmallWorld, state: State, { name, by }: Step): RowState {
  const place = state.places[name] ?? 'unknown';
  const asks = place === 'drafted' && by !== undefined && !hasQuorum(world, state);
  return asks ? 'needs-you' : PLACE_STATES[place];
}

const PLACE_STATES: Readonly<Record<Place, RowState>> = {
  absent: 'pending',
  drafted: 'pending',
  underway: 'pending',
  asking: 'needs-you',
  held: 'pending',
  'held-by-others': 'pending',
  proven: 'pass',
  unproven: 'pending',
  disproven: 'fail',
  different: 'fail',
  unknown: 'error',
};

/** Steps of the open ring that must be through before it is left behind, and are not. */
export function unfinished(world: SmallWorld, state: State): readonly string[] {
  const ring = world.process.rings[state.ring];
  return [...(ring?.steps ?? []), ...(ring?.promote ?? [])]
    .filter((step) => !step.optional && !isThrough(world, state, step))
    .map((step) => step.name);
}

/** Whether what was seen and said in rings that are behind still stands. */
export function isFirm(world: SmallWorld, state: State): boolean {
  const isBehind = (name: string) => ringOf(world, name) < state.ring;
  const { tagStep, ballot } = world;
  const isTagLost =
    tagStep !== undefined &&
    state.pinned !== undefined &&
    isBehind(tagStep) &&
    state.answers[tagStep] !== 'pass';
  return !isTagLost && (!isBehind(ballot.step) || hasQuorum(world, state));
}

/** Position of the ring that has a step; beyond the last one where none has. */
function ringOf({ process }: SmallWorld, name: string): number {
  const ring = process.rings.findIndex(({ steps, promote }) =>
    [...steps, ...promote].some((step) => step.name === name),
  );
  return ring < 0 ? process.rings.length : ring;
}

/** What is known of the tag once it was looked at: pinned when it passes first, moved when it is another one. */
export function afterLooks(world: SmallWorld, state: State, looks: readonly Step[]): State {
  const { tagStep = '' } = world;
  if (!looks.some(({ name }) => name === tagStep)) return state;
  const answer = state.answers[tagStep];
  if (answer === 'error' || answer === 'pending') return state;
  const { pinned } = state;
  if (pinned !== undefined) return { ...state, hasMoved: state.hasMoved || pinned !== state.tag };
  const mayPin = answer === 'pass' && isFree(world, state, tagStep);
  return mayPin ? { ...state, pinned: state.tag } : state;
}

function isFree(world: SmallWorld, state: State, name: string): boolean {
  const step = world.process.rings[state.ring]?.steps.find((each) => each.name === name);
  return step !== undefined && inTheWay(world, state, step).length === 0;
}
