import type { Process } from '../../../src/domain/process.ts';
import type { Artifact, Person } from '../../../src/domain/release.ts';
import type { VerdictState } from '../../../src/domain/verdict.ts';

/** Where a publication of the small world stands, with what the second look says of it. */
export type Place =
  | 'absent'
  | 'drafted'
  | 'underway'
  | 'asking'
  | 'held'
  | 'held-by-others'
  | 'proven'
  | 'unproven'
  | 'disproven'
  | 'different'
  | 'unknown';

export const PLACES: readonly Place[] = [
  'absent',
  'drafted',
  'underway',
  'asking',
  'held',
  'held-by-others',
  'proven',
  'unproven',
  'disproven',
  'different',
  'unknown',
];

export const ANSWERS: readonly VerdictState[] = ['pass', 'pending', 'needs-you', 'fail', 'error'];

/** Bounds of a world that is small enough to be walked through entirely. */
export interface SmallWorld {
  readonly name: string;
  readonly process: Process;
  readonly artifacts: readonly Artifact[];
  /** By check step: what it may answer. */
  readonly answers: Readonly<Record<string, readonly VerdictState[]>>;
  /** The check step that sees the tag; undefined where there is none. */
  readonly tagStep?: string;
  /** By publishing step: where it may stand. */
  readonly places: Readonly<Record<string, readonly Place[]>>;
  /** Who may speak; all of them stood in the group at the opening. */
  readonly voters: readonly Person[];
  /** The step that they speak about. */
  readonly ballot: { readonly step: string; readonly quorum: number; readonly self: boolean };
  /** Whoever leaves the group, and comes back. */
  readonly leaver?: Person;
  /** How many candidates may be cut, the first one included. */
  readonly candidates: number;
}

/**
 * All that is true in a small world at one moment, as told by what happened in it
 * and not by what Ringmaster made of that.
 */
export interface State {
  readonly answers: Readonly<Record<string, VerdictState>>;
  /** Which object the tag names. */
  readonly tag: 'a' | 'b';
  readonly places: Readonly<Record<string, Place>>;
  readonly candidate: number;
  /** The candidate on the last card. */
  readonly shown: number;
  /** By login: the candidates that comments name which still stand, oldest first. */
  readonly voices: Readonly<Record<string, readonly number[]>>;
  readonly hasLeft: boolean;
  readonly pinned: 'a' | 'b' | undefined;
  readonly hasMoved: boolean;
  readonly ring: number;
  readonly isClosed: boolean;
}

/** The state in which everything begins: nothing is answered, published or said. */
export function opening(world: SmallWorld): State {
  const first = <T>(of: Readonly<Record<string, readonly T[]>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(of).flatMap(([step, [one]]) => (one === undefined ? [] : [[step, one]])),
    );
  return {
    answers: first(world.answers),
    tag: 'a',
    places: first(world.places),
    candidate: 1,
    shown: 0,
    voices: Object.fromEntries(world.voters.map(({ login }) => [login, []])),
    hasLeft: false,
    pinned: undefined,
    hasMoved: false,
    ring: 0,
    isClosed: false,
  };
}

/** A text that is the same for the same state alone. */
export function keyOf(state: State): string {
  const { answers, tag, places, candidate, shown, voices, hasLeft, pinned, hasMoved } = state;
  return [
    ...Object.values(answers),
    ...Object.values(places),
    ...Object.values(voices).map((said) => said.join('')),
    `${tag}${pinned ?? '-'}${hasMoved ? '!' : '.'}`,
    `rc${candidate}/${shown}/${state.ring}`,
    hasLeft ? 'left' : '',
    state.isClosed ? 'closed' : '',
  ].join(' ');
}
