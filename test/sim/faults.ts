import type { Chance } from './chance.ts';

/**
 * What can go wrong, each with what it means. A run that never sees one of these
 * proves nothing about it, so that every one is counted.
 */
export const FAULTS = {
  unreachable: 'GitHub, a registry or the chat fails before doing anything',
  'answer-lost': 'it does what was asked, and the answer is lost',
  'late-effect': 'the request times out, and is carried out up to half a minute later',
  'answer-garbled': 'it does what was asked, and the answer makes no sense',
  limited: 'too many requests: nothing is done, and it says how long to wait',
  'limited-silently': 'too many requests, without a word of how long',
  refused: 'a write is refused although nothing is wrong with it',
  stale: 'a read answers what was true up to a minute ago',
  slow: 'an answer takes up to fourteen seconds',
  outage: 'nothing outside can be reached for minutes',
  'hook-lost': 'a webhook is recorded as failed',
  'hook-unattempted': 'a webhook is never sent',
  'hook-doubled': 'a webhook comes twice, with the same id',
  'hook-copied': 'the same event comes again with another id',
  'hook-late': 'a webhook comes minutes later, behind younger ones',
  'hook-very-late': 'a webhook comes hours later',
  'hook-odd': 'a webhook names no sender, or an unknown action, or fields nobody knows',
  'hook-broken': 'a signed webhook is no JSON at all',
  'hook-forged': 'a webhook with a wrong signature',
  'store-refused': 'the database refuses a write, for instance because its disk is full',
  'store-unanswered': 'the database takes a write, and its answer is lost',
  'store-slow': 'the database needs seconds',
  'killed-before': 'the process dies before it sends a request',
  'killed-after': 'the process dies before an answer arrives',
  'killed-writing': 'the process dies before a write to its database',
  'killed-written': 'the process dies after a write to its database',
  'killed-intake': 'the process dies between reading a webhook and acknowledging it',
  stopped: 'the process is asked to stop, and drains',
  frozen: 'the process sleeps for minutes, and goes on as if nothing had been',
  twins: 'two processes live at once',
  'clock-wrong': 'the clock of a process is hours off',
  restored: 'the database is restored from an old backup',
} as const;

export type Fault = keyof typeof FAULTS;

/** How often each happens, from 0 to 1, at every occasion. */
export type Rates = Readonly<Record<Fault, number>>;

/** How many times each happened. */
export type Counts = Partial<Record<Fault, number>>;

const NONE: Rates = Object.fromEntries(Object.keys(FAULTS).map((fault) => [fault, 0])) as Record<
  Fault,
  number
>;

const MILD: Rates = {
  ...NONE,
  unreachable: 0.01,
  'answer-lost': 0.01,
  'late-effect': 0.004,
  'answer-garbled': 0.004,
  limited: 0.005,
  'limited-silently': 0.003,
  refused: 0.003,
  stale: 0.1,
  slow: 0.01,
  outage: 0.1,
  'hook-lost': 0.03,
  'hook-unattempted': 0.02,
  'hook-doubled': 0.05,
  'hook-copied': 0.02,
  'hook-late': 0.05,
  'hook-very-late': 0.01,
  'hook-odd': 0.02,
  'hook-broken': 0.01,
  'hook-forged': 0.02,
  'store-refused': 0.001,
  'store-unanswered': 0.001,
  'store-slow': 0.002,
  'killed-before': 0.001,
  'killed-after': 0.001,
  'killed-writing': 0.001,
  'killed-written': 0.001,
  'killed-intake': 0.005,
  stopped: 0.1,
  frozen: 0.1,
  twins: 0.3,
  'clock-wrong': 0.05,
  restored: 0.02,
};

const WILD: Rates = {
  ...MILD,
  unreachable: 0.08,
  'answer-lost': 0.08,
  'late-effect': 0.03,
  'answer-garbled': 0.02,
  limited: 0.03,
  'limited-silently': 0.01,
  refused: 0.01,
  stale: 0.5,
  slow: 0.05,
  outage: 0.3,
  'hook-lost': 0.15,
  'hook-unattempted': 0.05,
  'hook-doubled': 0.2,
  'hook-late': 0.3,
  'store-refused': 0.005,
  'store-unanswered': 0.005,
  'killed-before': 0.01,
  'killed-after': 0.01,
  'killed-writing': 0.008,
  'killed-written': 0.008,
  'killed-intake': 0.03,
  frozen: 0.3,
  twins: 0.6,
  'clock-wrong': 0.1,
  restored: 0.05,
};

export const PROFILES = { none: NONE, mild: MILD, wild: WILD } as const;

export type Profile = keyof typeof PROFILES;

/** Decides what goes wrong, and counts it. Once it is calm nothing does any more. */
export class Mischief {
  readonly counts: Counts = {};
  isCalm = false;
  readonly #chance: Chance;
  readonly #rates: Rates;

  constructor(chance: Chance, rates: Rates) {
    this.#chance = chance;
    this.#rates = rates;
  }

  /** Whether this happens now. */
  strikes(fault: Fault): boolean {
    if (this.isCalm || !this.#chance.happens(this.#rates[fault])) return false;
    this.count(fault);
    return true;
  }

  count(fault: Fault): void {
    this.counts[fault] = (this.counts[fault] ?? 0) + 1;
  }

  /** The first of several that happens, if any does. */
  first<Choice extends Fault>(...faults: readonly Choice[]): Choice | undefined {
    return faults.find((fault) => this.strikes(fault));
  }

  between(low: number, high: number): number {
    return this.#chance.between(low, high);
  }
}
