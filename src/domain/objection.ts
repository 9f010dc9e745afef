import type { JournalEvent } from './journal.ts';
import { code, type Prose, person, say } from './prose.ts';
import type { Person } from './release.ts';
import type { Instant } from './time.ts';

/**
 * What somebody has against a release going on. While one stands nothing is begun,
 * and what can be held is held.
 *
 * `hold`: wait. `concern`: a question that must be answered first. It outlives the
 * edits and the deletion of its comment; only a new comment lifts it.
 */
export interface Objection {
  /** `<comment id>/<line>`: the same words are never heard twice. */
  readonly id: string;
  readonly kind: 'hold' | 'concern';
  readonly by: Person;
  /** When GitHub took the comment. */
  readonly at: Instant;
  /** Why, in their own words; undefined where a hold gives no reason. */
  readonly words: string | undefined;
}

/** An objection, and who lifted it. */
export interface NotedObjection extends Objection {
  /** Counts those of its kind from 1: what people call it. */
  readonly number: number;
  /** Undefined while it stands. */
  readonly lifted: { readonly by: Person; readonly note: string | undefined } | undefined;
}

/** Those that stand, oldest first. */
export function standingObjections(all: readonly NotedObjection[]): readonly NotedObjection[] {
  return all.filter(({ lifted }) => lifted === undefined);
}

/** What is known after one more entry. */
export function withObjection(
  all: readonly NotedObjection[],
  event: Extract<JournalEvent, { kind: 'objected' | 'lifted' }>,
): readonly NotedObjection[] {
  if (event.kind === 'lifted') {
    const { objection, by, note } = event;
    return all.map((each) => (each.id === objection ? { ...each, lifted: { by, note } } : each));
  }
  const { objection } = event;
  const number = all.filter(({ kind }) => kind === objection.kind).length + 1;
  return [...all, { ...objection, number, lifted: undefined }];
}

/** Who has what against it. */
export function objectionProse({ kind, by, number, words }: NotedObjection): Prose {
  const why = words === undefined ? [] : say`: “${words}”`;
  return kind === 'hold'
    ? say`held by ${person(by.login)}${why}`
    : say`concern ${number} of ${person(by.login)}${why}`;
}

/** How it is lifted, and by whom. */
export function liftingProse({ kind, by, number }: NotedObjection): Prose {
  const command = kind === 'hold' ? '/unhold' : `/resolve ${number}`;
  return say`${person(by.login)} or an owner says ${code(command)}`;
}
