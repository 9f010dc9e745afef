import assert from 'node:assert/strict';
import { type Action, type Decision, decide } from '../../../src/domain/decide.ts';
import type { RingRows } from '../../../src/domain/rows.ts';
import { changesTheWorld, type Observation } from '../../../src/domain/rows.ts';
import { after } from '../../../src/domain/time.ts';
import { pass } from '../../../src/domain/verdict.ts';
import { carriedOut } from './events.ts';
import { look, type Sight } from './look.ts';
import { placed } from './placed.ts';
import type { Place, SmallWorld } from './state.ts';
import { hasQuorum, inTheWay, isFirm, rowState, unfinished } from './truth.ts';

/** What must hold in every state of every world; each throws where it does not. */
export async function checkState(world: SmallWorld, sight: Sight): Promise<void> {
  isPure(sight);
  isSilentAtTheEnd(sight);
  saysWhatIsSo(world, sight);
  doesOneThingAStep(sight.decision);
  nothingMovesOn(sight);
  waitsForWhatIsAbove(world, sight);
  opensWhatIsDone(world, sight);
  goesOn(world, sight);
  ignoresWhoWaits(sight);
  ignoresMemoryAndTime(sight);
  await doesNotRepeatItself(world, sight);
}

/** The same view gives the same answer, and comes out as it went in. */
function isPure({ view, decision }: Sight): void {
  assert.deepEqual(decide(seal(view)), decision);
}

function isSilentAtTheEnd({ node: { state }, decision }: Sight): void {
  assert.equal(decision.standing === 'released', state.isClosed);
  if (state.isClosed) assert.deepEqual(doings(decision), []);
}

/** Every line of the open ring says how its step stands, and a failing one blocks unless it may fail. */
function saysWhatIsSo(world: SmallWorld, { node: { state }, decision }: Sight): void {
  if (state.isClosed) return;
  const rows = rowsOf(decision.rings[decision.ring]);
  for (const { step, state: said } of rows)
    assert.equal(said, rowState(world, state, step), step.name);
  const isBlocked = rows.some(({ step, state: said }) => said === 'fail' && !step.optional);
  if (!state.hasMoved) assert.equal(decision.standing === 'blocked', isBlocked);
}

function doesOneThingAStep({ actions }: Decision): void {
  const subjects = actions.map((action) => ('row' in action ? action.row.step.name : 'the ring'));
  assert.equal(new Set(subjects).size, subjects.length, subjects.join());
}

/** Once a fact has moved, all that is done is to hold what is underway. */
function nothingMovesOn({ node: { state }, decision }: Sight): void {
  if (!state.hasMoved || state.isClosed) {
    assert.notEqual(decision.standing, 'stopped');
    assert.ok(decision.actions.every((action) => action.do !== 'hold'));
    return;
  }
  assert.equal(decision.standing, 'stopped');
  const underway = Object.entries(state.places).filter(
    ([name, place]) => (place === 'underway' || place === 'asking') && isInOpenRing(decision, name),
  );
  assert.deepEqual(
    doings(decision).toSorted(),
    underway.map(([name]) => `hold ${name}`).toSorted(),
  );
}

function isInOpenRing({ rings, ring }: Decision, name: string): boolean {
  return rowsOf(rings[ring]).some(({ step, state }) => step.name === name && state !== 'skipped');
}

/** Nothing is made public before all above it is through, nor while what lies behind is in doubt. */
function waitsForWhatIsAbove(world: SmallWorld, { node: { state }, decision }: Sight): void {
  for (const action of decision.actions) {
    if (action.do === 'hold' || action.do === 'mend') continue;
    assert.ok(isFirm(world, state), `${action.do} although a tag is in doubt`);
    if (!('row' in action)) continue;
    const { step } = action.row;
    assert.deepEqual(inTheWay(world, state, step), [], `${action.do} ${step.name}`);
    const from = FROM[action.do](step.by !== undefined);
    assert.ok(from.includes(state.places[step.name] ?? 'unknown'), `${action.do} ${step.name}`);
    if (action.do === 'publish' && step.by !== undefined) assert.ok(hasQuorum(world, state));
  }
}

/** Where a publication must stand for something to be done with it; some are drafted first. */
const FROM: Readonly<
  Record<'draft' | 'publish' | 'resume', (needsConsent: boolean) => readonly Place[]>
> = {
  draft: (needsConsent) => (needsConsent ? ['absent'] : []),
  publish: (needsConsent) => (needsConsent ? ['drafted'] : ['absent', 'drafted']),
  resume: () => ['held'],
};

/** No ring opens, and no release closes, without everything in it and a quorum for this candidate. */
function opensWhatIsDone(world: SmallWorld, { node: { state }, decision }: Sight): void {
  for (const action of decision.actions) {
    if (action.do !== 'open-ring' && action.do !== 'close') continue;
    assert.deepEqual(unfinished(world, state), [], action.do);
    const promote = world.process.rings[state.ring]?.promote ?? [];
    if (promote.length > 0) assert.ok(hasQuorum(world, state));
    if (action.do === 'close') assert.equal(state.ring, world.process.rings.length - 1);
    else assert.equal(action.ring, world.process.rings[state.ring + 1]?.name);
  }
}

/** Where nothing is in the way any more, something is done. */
function goesOn(world: SmallWorld, { node: { state }, decision }: Sight): void {
  if (state.isClosed || state.hasMoved || !isFirm(world, state)) return;
  if (unfinished(world, state).length === 0) assert.notEqual(decision.actions.length, 0);
  const ready = rowsOf(decision.rings[decision.ring])
    .filter((row) => row.state !== 'skipped' && changesTheWorld(row.step.verb))
    .map(({ step }) => step)
    .filter((step) => inTheWay(world, state, step).length === 0)
    .filter(({ name }) => state.places[name] === 'absent');
  for (const { name, by } of ready) {
    const doing = `${by === undefined ? 'publish' : 'draft'} ${name}`;
    assert.ok(doings(decision).includes(doing), doing);
  }
}

/** Whatever was seen of a step that waits for others makes no difference; what is underway is held all the same. */
function ignoresWhoWaits({ view, decision }: Sight): void {
  if (decision.standing === 'stopped') return;
  const waiting = rowsOf(decision.rings[decision.ring]).filter(({ state }) => state === 'waiting');
  for (const { step } of waiting)
    for (const observation of RUMOURS) {
      const observed = new Map(view.observed).set(step.name, observation);
      assert.deepEqual(doings(decide({ ...view, observed })), doings(decision), step.name);
    }
}

const RUMOURS: readonly Observation[] = [
  { kind: 'verdict', verdict: pass([]) },
  ...(['absent', 'drafted', 'underway', 'held', 'proven', 'different'] as const).map((place) =>
    placed(place),
  ),
];

/** What was noted once does not stand in for a look, and the clock alone decides nothing. */
function ignoresMemoryAndTime({ view, decision }: Sight): void {
  const steps = decision.rings.flatMap(rowsOf).map(({ step }) => step.name);
  const noted = { verdict: pass([]), since: view.now };
  const verdicts = new Map(steps.map((name) => [name, noted]));
  const current = { ...view.current, verdicts };
  const now = after(view.now, 90 * 86_400_000);
  assert.deepEqual(doings(decide({ ...view, current, now })), doings(decision));
}

/** What was carried out is not decided once more, whatever came of it. */
async function doesNotRepeatItself(world: SmallWorld, { node, decision }: Sight): Promise<void> {
  for (const action of decision.actions)
    for (const { label, to } of carriedOut(node, action)) {
      const again = await look(world, to.state, to.entries);
      assert.ok(!doings(again.decision).includes(doingOf(action)), `${label}, and again`);
    }
}

/** What is done, in words that can be compared. */
function doings({ actions }: Decision): readonly string[] {
  return actions.map(doingOf);
}

function doingOf(action: Action): string {
  if ('row' in action) return `${action.do} ${action.row.step.name}`;
  return action.do === 'open-ring' ? `open ${action.ring}` : action.do;
}

function rowsOf(rows: RingRows | undefined) {
  return rows === undefined ? [] : [...rows.steps, ...rows.promote];
}

/** The same value, which nobody can change any more without being noticed. */
function seal<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Map) {
    const refuse = () => assert.fail('a map was changed');
    Object.assign(value, { set: refuse, delete: refuse, clear: refuse });
    for (const each of value.values()) seal(each);
  }
  for (const each of Object.values(value)) seal(each);
  return Object.freeze(value);
}
