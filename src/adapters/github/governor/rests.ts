import type { Duration } from '../../../domain/time.ts';

/** How long to leave GitHub alone where it does not say; twice as long each time it goes on. */
const SHORTEST: Duration = 60_000;
const LONGEST: Duration = 15 * 60_000;

interface Rest {
  readonly duration: Duration;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** The pauses that we make of our own accord when GitHub refuses and does not say for how long. */
export class Rests {
  readonly #resting = new Map<string, Rest>();

  /** @returns how long to rest from now on. Whatever else is refused meanwhile belongs to the same rest. */
  begin(scope: string, now: number): Duration {
    const before = this.#resting.get(scope);
    if (before !== undefined && before.until > now) return before.until - now;
    const duration = before === undefined ? SHORTEST : Math.min(before.duration * 2, LONGEST);
    this.#resting.set(scope, { duration, until: now + duration });
    return duration;
  }

  /** GitHub answers again; an answer to what was sent before the rest says nothing. */
  over(scope: string, now: number): void {
    const rest = this.#resting.get(scope);
    if (rest !== undefined && rest.until <= now) this.#resting.delete(scope);
  }
}
