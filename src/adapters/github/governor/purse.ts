import type { Duration } from '../../../domain/time.ts';
import type { Standing } from './answers.ts';
import type { Priority } from './ask.ts';

/** Below this share of a budget, what can wait does. */
const LOW = 0.05;

interface Known {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * What is left of GitHub's hourly budgets, as its answers told last. Every answer
 * tells it, so that a process needs no other to know.
 */
export class Purse {
  readonly #known = new Map<string, Map<string, Known>>();

  note(scope: string, { resource, limit, remaining, resets }: Standing, now: number): void {
    const budgets = this.#known.get(scope) ?? new Map<string, Known>();
    budgets.set(resource, { limit, remaining, until: now + resets });
    this.#known.set(scope, budgets);
  }

  /** How long somebody has to wait until there is enough for what they want; 0: there is. */
  waitFor(scope: string, priority: Priority, now: number): Duration {
    const waits = this.#current(scope, now)
      .filter(({ limit, remaining }) => isTooLittle(remaining, limit, priority))
      .map(({ until }) => until - now);
    return Math.max(0, ...waits);
  }

  /** What is left of the budget that is lowest; undefined where nothing is known. */
  lowest(scope: string, now: number): number | undefined {
    const left = this.#current(scope, now).map(({ remaining }) => remaining);
    return left.length === 0 ? undefined : Math.min(...left);
  }

  /** A budget that is full again by now is unknown. */
  #current(scope: string, now: number): readonly Known[] {
    return [...(this.#known.get(scope)?.values() ?? [])].filter(({ until }) => until > now);
  }
}

function isTooLittle(remaining: number, limit: number, priority: Priority): boolean {
  return priority === 'cosmetic' ? remaining < limit * LOW : remaining === 0;
}
