import type { Duration } from '../../domain/time.ts';
import type { Budgets } from '../../plugin/budgets.ts';
import type { Clock } from '../../plugin/clock.ts';
import type { Meter } from '../../plugin/meter.ts';
import {
  type Answer,
  answerIn,
  isLimited,
  isPartlyDone,
  standingIn,
  waitIn,
} from './governor/answers.ts';
import type { Ask, Scope } from './governor/ask.ts';
import { brokenOff, gradeOf, type Outcome, outcomeOf, tooMuch } from './governor/outcomes.ts';
import { type Limits, pacesOf, streamOfAll } from './governor/paces.ts';
import { Purse } from './governor/purse.ts';
import { Rests } from './governor/rests.ts';
import { Turns } from './governor/turns.ts';

/** Keeps GitHub's limits. */
export interface Governor {
  /**
   * Sends a request once there is room for it, and heeds what the answer says of
   * GitHub's limits. The request returns or throws what Octokit does.
   * @throws RingmasterError `outside-limited` with `wait`, and nothing was done; or
   *   `outcome-unknown` with `wait`, where a part of it was.
   */
  run<T>(scope: Scope, ask: Ask, request: () => Promise<T>): Promise<T>;
}

export interface GovernorParts {
  /** Shared by all workers, so that together they ask no more than one may. */
  readonly budgets: Budgets;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly meter: Pick<Meter, 'request' | 'budget'>;
  /** Default: those of github.com. */
  readonly limits?: Limits;
}

/** How long a request may wait for its turn before its worker does something else. */
const PATIENCE: Duration = 2000;

/** How many requests of one scope may be underway in one process; GitHub allows a hundred in all. */
const AT_ONCE = 30;

/** How soon to look again whether fewer are underway. */
const CROWDED: Duration = 100;

/** Keeps GitHub's limits for all workers that share these budgets. */
export function createGovernor(parts: GovernorParts): Governor {
  return new SharedGovernor(parts);
}

class SharedGovernor implements Governor {
  readonly #parts: GovernorParts;
  readonly #purse = new Purse();
  readonly #rests = new Rests();
  readonly #turns = new Turns();
  readonly #underway = new Map<string, number>();

  constructor(parts: GovernorParts) {
    this.#parts = parts;
  }

  async run<T>(scope: Scope, ask: Ask, request: () => Promise<T>): Promise<T> {
    await this.#enter(scope, ask);
    const outcome = await outcomeOf(request).finally(() => this.#count(scope, -1));
    await this.#heed(scope, ask, outcome);
    if (outcome.failed) throw outcome.error;
    return outcome.result;
  }

  async #enter(scope: Scope, ask: Ask): Promise<void> {
    const { clock, meter } = this.#parts;
    let patience = PATIENCE;
    for (;;) {
      const wait = await this.#tryToEnter(scope, ask);
      if (wait <= 0) return;
      if (wait > patience) {
        meter.request(ask.intent, 'limited');
        throw tooMuch(this.#turns.next(scope.key, ask, { wait, now: this.#now() }));
      }
      await clock.sleep(wait);
      patience -= wait;
    }
  }

  /** @returns how long to wait before it is worth trying again; 0: it may go. */
  async #tryToEnter(scope: Scope, ask: Ask): Promise<Duration> {
    const short = this.#waitForBudget(scope, ask);
    if (short > 0) return short;
    if ((this.#underway.get(scope.key) ?? 0) >= AT_ONCE) return CROWDED;
    // Counted before the question, for others ask it meanwhile.
    this.#count(scope, 1);
    let wait: Duration = Number.POSITIVE_INFINITY;
    try {
      wait = Math.ceil(await this.#parts.budgets.take(pacesOf(scope.key, ask, this.#parts.limits)));
      return wait;
    } finally {
      if (wait > 0) this.#count(scope, -1);
    }
  }

  /** A server that keeps no limits tells of a budget all the same, and does not mean it. */
  #waitForBudget(scope: Scope, { priority }: Ask): Duration {
    if (this.#parts.limits === 'none') return 0;
    return this.#purse.waitFor(scope.key, priority, this.#now());
  }

  /** Learns from an answer, and closes the scope for everybody where GitHub wants to be left alone. */
  async #heed(scope: Scope, ask: Ask, outcome: Outcome<unknown>): Promise<void> {
    const { budgets, meter } = this.#parts;
    const thing = outcome.failed ? outcome.error : outcome.result;
    const answer = answerIn(thing);
    if (answer === undefined || !isLimited(answer)) {
      meter.request(ask.intent, gradeOf(outcome, answer));
      if (answer !== undefined) this.#learn(scope, answer);
      return;
    }
    meter.request(ask.intent, 'limited');
    const wait =
      waitIn(answer, this.#parts.clock.now()) ?? this.#rests.begin(scope.key, this.#now());
    await budgets.close(streamOfAll(scope.key), wait);
    const partly = ask.intent === 'write' && isPartlyDone(answer);
    throw partly ? brokenOff(wait, thing) : tooMuch(wait, thing);
  }

  #learn(scope: Scope, answer: Answer): void {
    const { clock, meter } = this.#parts;
    this.#rests.over(scope.key, this.#now());
    const standing = standingIn(answer, clock.now());
    if (standing === undefined) return;
    this.#purse.note(scope.key, standing, this.#now());
    const lowest = this.#purse.lowest(scope.key, this.#now());
    if (scope.installation !== undefined && lowest !== undefined)
      meter.budget(scope.installation, lowest);
  }

  #count({ key }: Scope, change: 1 | -1): void {
    this.#underway.set(key, (this.#underway.get(key) ?? 0) + change);
  }

  #now(): number {
    return Date.parse(this.#parts.clock.now());
  }
}
