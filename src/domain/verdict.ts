import type { Address } from './address.ts';
import type { FactSeen } from './facts.ts';
import type { Prose } from './prose.ts';
import type { Instant } from './time.ts';

/**
 * What a gate answers.
 *
 * `pending`: a machine will tell. `needs-you`: a person must act. `error`: it
 * could not be told, which is never a pass and never a settled fail.
 */
export type VerdictState = 'pass' | 'pending' | 'needs-you' | 'fail' | 'error';

export interface Verdict {
  readonly state: VerdictState;
  /** What is so, in one line. */
  readonly reason: Prose;
  /** What stands behind the reason, folded away until somebody looks. */
  readonly evidence?: readonly Exhibit[];
  /** What somebody can do about it now, one line each. */
  readonly advice?: readonly Prose[];
  /** What was seen of the candidate. */
  readonly facts?: readonly FactSeen[];
  /** Where a publication can be had. */
  readonly addresses?: readonly Address[];
  /** A change to the repository that would turn this verdict. */
  readonly remedy?: Remedy;
  /** Whether a machine is still working on a part of it, although a person must act on another. */
  readonly awaitsMachine?: boolean;
  /** When time alone changes it; until then it need not be looked at for that. */
  readonly until?: Instant;
}

/** A folded list of lines. */
export interface Exhibit {
  readonly title: Prose;
  readonly lines: readonly Prose[];
}

/** A ready change to one file of the released repository, offered as a pull request. */
export interface Remedy {
  readonly path: string;
  readonly content: string;
  readonly title: string;
}

type More = Omit<Verdict, 'state' | 'reason'>;

export function pass(reason: Prose, more: More = {}): Verdict {
  return { state: 'pass', reason, ...more };
}

export function pending(reason: Prose, more: More = {}): Verdict {
  return { state: 'pending', reason, ...more };
}

export function needsYou(reason: Prose, more: More = {}): Verdict {
  return { state: 'needs-you', reason, ...more };
}

export function fail(reason: Prose, more: More = {}): Verdict {
  return { state: 'fail', reason, ...more };
}

export function unable(reason: Prose, more: More = {}): Verdict {
  return { state: 'error', reason, ...more };
}

const GRAVITY: readonly VerdictState[] = ['fail', 'needs-you', 'error', 'pending', 'pass'];

/** The state of several subjects judged by one gate: the gravest of theirs; none at all is a fail. */
export function gravest(states: readonly VerdictState[]): VerdictState {
  return GRAVITY.find((state) => states.includes(state)) ?? 'fail';
}
