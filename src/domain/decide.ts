import type { History } from './history.ts';
import { standingObjections } from './objection.ts';
import { asksPeople, type Step } from './process.ts';
import { changesTheWorld, isDone, type RingRows, type Row, ringRows, type View } from './rows.ts';

/** What is to be done next. */
export type Action =
  | { readonly do: 'draft' | 'publish'; readonly row: Row }
  /** Offer the change that would turn a failing verdict. */
  | { readonly do: 'mend'; readonly row: Row }
  /** Keep what was begun from going through; or let it go on. */
  | { readonly do: 'hold' | 'resume'; readonly row: Row }
  | { readonly do: 'open-ring'; readonly ring: string }
  | { readonly do: 'close' };

/**
 * How the release stands. `stopped`: a fact moved, and only a new candidate goes
 * on. `held`: somebody objects. `blocked`: a step failed. `finishing`: everything
 * has passed.
 */
export type Standing = 'going' | 'blocked' | 'held' | 'stopped' | 'finishing' | 'released';

export interface Decision {
  readonly standing: Standing;
  /** Position of the ring that is open, from 0. */
  readonly ring: number;
  /** All rings of the process; those not opened yet have no rows that count. */
  readonly rings: readonly RingRows[];
  readonly actions: readonly Action[];
}

/**
 * The next actions for a release, given everything known about it.
 *
 * Pure and total: the same view always gives the same answer, and where nothing
 * is to be done there are no actions. Asking twice is harmless.
 */
export function decide(view: DecisionView): Decision {
  const ring = openRing(view);
  const rings = view.process.rings.map((each) => ringRows(view, each));
  const standing = standingOf(view, rings, ring);
  const actions = isCertain(view, rings, ring) ? actionsFor(standing, rings, ring) : [];
  return { standing, ring, rings, actions };
}

/** What `decide` needs to know. */
export type DecisionView = View & Pick<History, 'closed' | 'objections'>;

/**
 * Whether the steps of earlier rings that were looked at again still pass. While
 * one of them cannot be told, or its tag or image is gone, nothing is published;
 * what is to be held is held all the same.
 */
function isCertain(view: DecisionView, rings: readonly RingRows[], ring: number): boolean {
  if (isStopped(view)) return true;
  const { observed } = view;
  const earlier = rings.slice(0, ring).flatMap(rowsOf);
  return earlier.every((row) => isDone(row) || !observed.has(row.step.name));
}

/**
 * Steps that must be looked at before deciding and have not been yet: those of
 * the open ring that wait for nothing, and those of earlier rings whose facts
 * are still to be carried into the world. Once a fact has moved or somebody
 * objects, whatever may be underway is looked at, so that it can be held. Before
 * anything is carried on, everybody who agreed in an earlier ring must still do so.
 */
export function wanted(view: DecisionView): readonly Step[] {
  const ring = openRing(view);
  const rings = view.process.rings.map((each) => ringRows(view, each));
  const open = rowsOf(rings[ring]);
  const publishing = open.some((row) => row.step.verb === 'publish' && !isDone(row));
  const sources = new Set(view.current.facts.values().map(({ source }) => source));
  const earlier = rings.slice(0, ring).flatMap(rowsOf);
  const watched = publishing ? earlier.filter(({ step }) => sources.has(step.name)) : [];
  const stopped = isStopped(view);
  const consents = carriesOn(decide(view))
    ? earlier.filter(({ step }) => asksPeople(step.verb) && !sources.has(step.name))
    : [];
  return [...watched, ...consents, ...open]
    .filter(({ state, step }) => {
      const waits = state === 'waiting' && !(stopped && changesTheWorld(step.verb));
      return !waits && state !== 'skipped' && !view.observed.has(step.name);
    })
    .map(({ step }) => step);
}

/** Whether whatever is underway is to be held. */
function isStopped({ current, objections }: DecisionView): boolean {
  return current.moved.length > 0 || standingObjections(objections).length > 0;
}

function carriesOn({ actions }: Decision): boolean {
  return actions.some((action) => action.do !== 'mend' && action.do !== 'hold');
}

/** Position of the last ring that the candidate has opened. */
function openRing({ process, current }: Pick<View, 'process' | 'current'>): number {
  return Math.max(
    0,
    process.rings.findLastIndex(({ name }) => current.rings.has(name)),
  );
}

function standingOf(
  { current, closed, objections }: DecisionView,
  rings: readonly RingRows[],
  ring: number,
): Standing {
  if (closed !== undefined) return 'released';
  if (current.moved.length > 0) return 'stopped';
  if (standingObjections(objections).length > 0) return 'held';
  const rows = rowsOf(rings[ring]);
  if (rows.some((row) => row.state === 'fail' && !row.step.optional)) return 'blocked';
  return ring === rings.length - 1 && rows.every(isDone) ? 'finishing' : 'going';
}

function actionsFor(
  standing: Standing,
  rings: readonly RingRows[],
  ring: number,
): readonly Action[] {
  const rows = rowsOf(rings[ring]);
  switch (standing) {
    case 'released':
      return [];
    case 'stopped':
      return rows.flatMap(holding);
    case 'held':
      return rows.flatMap((row) => [...mending(row), ...holding(row)]);
    case 'finishing':
      return orElse(rows.flatMap(publishing), [{ do: 'close' }]);
    case 'blocked':
      return rows.flatMap((row) => [...mending(row), ...publishing(row)]);
    case 'going':
      return orElse(rows.flatMap(publishing), rows.every(isDone) ? opening(rings[ring + 1]) : []);
  }
}

/** Nobody waits for optional publishers, but they are carried out before a ring is left behind. */
function orElse(first: readonly Action[], second: readonly Action[]): readonly Action[] {
  return first.length > 0 ? first : second;
}

function opening(next: RingRows | undefined): readonly Action[] {
  return next === undefined ? [] : [{ do: 'open-ring', ring: next.ring.name }];
}

function mending(row: Row): readonly Action[] {
  return row.state === 'fail' && row.remedy !== undefined ? [{ do: 'mend', row }] : [];
}

/** A publisher that waits for others has no say, whatever was last seen of it. */
function publishing(row: Row): readonly Action[] {
  if (!changesTheWorld(row.step.verb) || row.state === 'waiting' || row.state === 'skipped')
    return [];
  const { placement, agreed = true, step } = row;
  if (placement?.held === true)
    return placement.heldByOthers === true ? [] : [{ do: 'resume', row }];
  if (placement?.state === 'absent')
    return [{ do: step.by === undefined ? 'publish' : 'draft', row }];
  return placement?.state === 'drafted' && agreed ? [{ do: 'publish', row }] : [];
}

function holding(row: Row): readonly Action[] {
  const { placement } = row;
  return placement?.state === 'underway' && placement.held !== true ? [{ do: 'hold', row }] : [];
}

function rowsOf(rows: RingRows | undefined): readonly Row[] {
  return rows === undefined ? [] : [...rows.steps, ...rows.promote];
}
