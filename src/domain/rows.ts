import type { CandidateHistory } from './candidate-history.ts';
import type { MovedFact } from './facts.ts';
import { type Placement, verdictOn } from './placement.ts';
import type { Process, Ring, Step } from './process.ts';
import { code, type Prose, say } from './prose.ts';
import type { Artifact } from './release.ts';
import { between, type Instant } from './time.ts';
import { fail, pending, type Verdict, type VerdictState } from './verdict.ts';
import { type NotedWaiver, standingWaivers, waiverProse } from './waiver.ts';

/** What was found of a step by looking at it just now. */
export type Observation =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | {
      readonly kind: 'placement';
      readonly placement: Placement;
      /** What the second, unauthenticated look found; present where the placement is `same`. */
      readonly proof?: Verdict;
      /** Whether the group named by `by:` agrees that it becomes public. */
      readonly consent?: Verdict;
    };

/**
 * A verdict, or why there is none yet: another step comes first, or the step does not
 * apply. `waived`: the release goes on without a pass.
 */
export type RowState = VerdictState | 'waiting' | 'skipped' | 'waived';

/** One line of a ring's checklist. */
export interface Row extends Omit<Verdict, 'state' | 'facts'> {
  readonly step: Step;
  readonly state: RowState;
  readonly placement?: Placement;
  /** Consent is given, or none is needed. */
  readonly agreed?: boolean;
  /** The waiver, and what was seen all the same. */
  readonly waived?: { readonly by: NotedWaiver; readonly seen: Omit<Verdict, 'facts'> };
  readonly since: Instant | undefined;
  /** It has been pending for longer than its step allows. */
  readonly stuck: boolean;
}

export interface RingRows {
  readonly ring: Ring;
  readonly steps: readonly Row[];
  readonly promote: readonly Row[];
}

/** What rows are made from. */
export interface View {
  readonly process: Process;
  readonly artifacts: readonly Artifact[];
  readonly current: CandidateHistory;
  readonly observed: ReadonlyMap<string, Observation>;
  readonly now: Instant;
  readonly waivers: readonly NotedWaiver[];
}

/** The rows of one ring. A step that must wait for others says so instead of what was last seen of it. */
export function ringRows(view: View, ring: Ring): RingRows {
  const steps: Row[] = [];
  for (const step of ring.steps) steps.push(rowOf(view, step, blocking(steps, step)));
  return { ring, steps, promote: ring.promote.map((step) => rowOf(view, step, [])) };
}

/** Whether a row no longer holds the steps below it, nor its ring. */
export function isDone({ state, step }: Row): boolean {
  return state === 'pass' || state === 'skipped' || state === 'waived' || step.optional;
}

/** Publishers wait for every step above, gates only for the publishers above; parallel steps hold nobody. */
function blocking(above: readonly Row[], { verb }: Step): readonly Row[] {
  return above
    .filter((row) => !isDone(row) && !row.step.parallel)
    .filter((row) => changesTheWorld(verb) || changesTheWorld(row.step.verb));
}

/** Whether a verb's steps are carried out by publishers. */
export function changesTheWorld(verb: Step['verb']): boolean {
  return verb === 'publish' || verb === 'announce';
}

function rowOf(view: View, step: Step, blockedBy: readonly Row[]): Row {
  const at = { step, since: view.current.verdicts.get(step.name)?.since, stuck: false };
  if (!applies(step, view.artifacts))
    return {
      ...at,
      state: 'skipped',
      reason: say`${code(step.if ?? '')} is not part of this release`,
    };

  const moved = view.current.moved.filter(({ source }) => source === step.name);
  if (moved.length > 0) return { ...at, ...movedVerdict(moved) };

  const first = blockedBy[0];
  if (first !== undefined)
    return {
      ...at,
      state: 'waiting',
      reason: say`after ${code(first.step.name)}`,
      ...placementOf(view.observed.get(step.name)),
    };

  const found = seen(view, step);
  const row = { ...at, ...found };
  const waiver = waiverOf(view, step);
  if (waiver !== undefined && found.state !== 'pass') return { ...row, ...waived(found, waiver) };
  return { ...row, stuck: isStuck(row, view.now) };
}

/** Only what is checked can be waived. */
function waiverOf({ waivers, current, now }: View, { name, verb }: Step): NotedWaiver | undefined {
  if (verb !== 'check') return undefined;
  const standing = standingWaivers(waivers, { candidate: current.candidate.n, now });
  return standing.find(({ step }) => step === name);
}

function waived(
  found: Seen,
  waiver: NotedWaiver,
): Pick<Row, 'state' | 'reason' | 'advice' | 'waived'> {
  return {
    state: 'waived',
    reason: say`${waiverProse(waiver)}; else: ${found.reason}`,
    advice: [say`${code(`/unwaive ${waiver.step}`)} takes it back`],
    waived: { by: waiver, seen: found },
  };
}

/** Where a publication stands that must wait now, although it was begun before. */
function placementOf(observation: Observation | undefined): Pick<Row, 'placement'> {
  return observation?.kind === 'placement' ? { placement: observation.placement } : {};
}

/** Whether a step has anything to do in a release of these artifacts. */
function applies(step: Step, artifacts: readonly Artifact[]): boolean {
  return step.if === undefined || artifacts.some(({ name }) => name === step.if);
}

type Seen = Omit<Verdict, 'facts'> & { placement?: Placement; agreed?: boolean };

function seen({ observed, current }: View, step: Step): Seen {
  const observation = observed.get(step.name);
  if (observation?.kind === 'verdict') return observation.verdict;
  if (observation?.kind === 'placement') return placed(observation);
  return current.verdicts.get(step.name)?.verdict ?? pending(say`not looked at yet`);
}

type Placed = Extract<Observation, { kind: 'placement' }>;

function placed({ placement, proof, consent }: Placed): Seen {
  const agreed = consent === undefined || consent.state === 'pass';
  const verdict = verdictOn(placement, { proof, consent: agreed ? undefined : consent });
  return { ...verdict, placement, agreed };
}

function movedVerdict(moved: CandidateHistory['moved']): Verdict {
  const [first, ...rest] = moved;
  if (first === undefined) throw new TypeError('no fact has moved');
  const more = rest.length === 0 ? [] : say`, and ${rest.length} more`;
  return fail(say`${movedProse(first)}${more}`, {
    evidence: rest.length === 0 ? [] : [{ title: say`What moved`, lines: moved.map(movedProse) }],
    advice: [
      say`nothing more is published from this candidate; an owner goes on with ${code('/rc')}`,
    ],
  });
}

/** What moved, from where to where. */
export function movedProse({ key, from, to }: MovedFact): Prose {
  return say`${code(key)} moved from ${code(from)} to ${code(to)}`;
}

function isStuck(
  { state, since, step, until }: Pick<Row, 'state' | 'since' | 'step' | 'until'>,
  now: Instant,
): boolean {
  if ((state !== 'pending' && state !== 'error') || until !== undefined) return false;
  return since !== undefined && between(since, now) > step.within;
}
