import { messageOf } from '../../domain/errors.ts';
import type { Log } from '../../plugin/log.ts';
import type { JobKind, Work } from '../../plugin/queue.ts';

/** A job is begun so often; what fails then has failed for the last time. */
const TRIES = 6;

const NEVER_ENDED = new Error('it was begun again and again, and never came to an end');

interface Attempt {
  readonly kind: JobKind;
  readonly id: string;
  /** How often it was begun, this time included. */
  readonly tries: number;
}

/** How an attempt ended. `unheard`: it was given up, and whoever was told failed, too. */
export type Ending =
  | { readonly as: 'done' }
  | { readonly as: 'failed' | 'unheard' | 'given-up'; readonly error: unknown };

export type Perform = (attempt: Attempt) => Promise<Ending>;

/**
 * How a worker does a job. Attempts count when they begin, so that a job which
 * takes its process down with it is given up in the end, too: by the attempt after
 * the last, which does not try it any more.
 */
export function performer(work: Work, log: Log): Perform {
  return async ({ kind, id, tries }) => {
    const outcome: Outcome =
      tries > TRIES ? { isDone: false, error: NEVER_ENDED } : await outcomeOf(() => work[kind](id));
    if (outcome.isDone) return { as: 'done' };
    const { error } = outcome;
    const about = { id, error: messageOf(error) };
    if (tries < TRIES) {
      log.warn(`${kind} failed and is tried again`, about);
      return { as: 'failed', error };
    }
    log.error(`${kind} failed again and again, and is given up`, about);
    const told = await outcomeOf(() => work.givenUp({ kind, id, error }));
    // Where even that fails, whoever takes it up next gives it up again.
    return { as: told.isDone ? 'given-up' : 'unheard', error };
  };
}

/** How an attempt ended. */
export type Outcome =
  | { readonly isDone: true }
  | { readonly isDone: false; readonly error: unknown };

/** Tries something, whatever comes of it. */
export async function outcomeOf(attempt: () => Promise<void>): Promise<Outcome> {
  try {
    await attempt();
    return { isDone: true };
  } catch (error) {
    return { isDone: false, error };
  }
}
