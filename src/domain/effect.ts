import type { Instant } from './time.ts';

/**
 * How an effect can be made safe to repeat.
 *
 * `cas`: the outside refuses a second one (create ref, expected head).
 * `natural-key`: it can be found by a name of its own (pull request by branch,
 * release by tag). `marker`: it is one
 * write, found by our mark in it. `blind`: it
 * cannot be looked up, so it runs at most once.
 */
export type EffectClass = 'cas' | 'natural-key' | 'marker' | 'blind';

export type EffectKind =
  | 'issue'
  | 'card'
  | 'reply'
  | 'reaction'
  | 'draft'
  | 'publish'
  | 'mend'
  | 'hold'
  | 'resume'
  | 'close';

/** One change to the outside world, named before it is made. */
export interface Effect {
  /** Hash of release, candidate, kind and target: the same intention has the same id. */
  readonly id: string;
  readonly kind: EffectKind;
  readonly class: EffectClass;
  /** What it is about, for people: a step, a ring, a comment. */
  readonly target: string;
  /** What carrying it out needs to know, as plain data. */
  readonly what: unknown;
}

/**
 * `intended`: noted, and its outcome unknown if it was attempted. `done`: seen
 * or made. `failed`: refused for good by the outside.
 */
export type EffectState = 'intended' | 'done' | 'failed';

/** An effect's line in the ledger. */
export interface LedgerLine {
  readonly effect: Effect;
  readonly state: EffectState;
  readonly attempts: number;
  readonly lastAttempt: Instant | undefined;
  /** What the outside answered: an id, an address, a reason. */
  readonly found: unknown;
}
