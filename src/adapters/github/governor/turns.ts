import type { Duration } from '../../../domain/time.ts';
import type { Ask } from './ask.ts';
import { spacingOf } from './paces.ts';

/** How far apart those may come back who are sent away together. */
const FURTHEST: Duration = 60_000;

/**
 * When those come back who are sent away: one after the other, as there will be
 * room for them, and not all at once to be sent away again.
 */
export class Turns {
  readonly #next = new Map<string, number>();

  /** @returns how long from now on the next one shall stay away, at least `wait`. */
  next(
    scope: string,
    ask: Ask,
    { wait, now }: { readonly wait: Duration; readonly now: number },
  ): Duration {
    const key = `${scope}/${ask.creates ? 'content' : ask.intent}`;
    const earliest = now + wait;
    const latest = earliest + FURTHEST;
    const turn = Math.min(Math.max(earliest, this.#next.get(key) ?? 0), latest);
    this.#next.set(key, turn + spacingOf(ask));
    return turn - now;
  }
}
