import { RingmasterError } from '../../../domain/errors.ts';
import type { Duration } from '../../../domain/time.ts';
import type { Meter } from '../../../plugin/meter.ts';
import { type Answer, errorsIn } from './answers.ts';

/** What became of a request. */
export type Outcome<T> =
  | { readonly failed: false; readonly result: T }
  | { readonly failed: true; readonly error: unknown };

/** Waits for a request, whatever becomes of it. */
export async function outcomeOf<T>(request: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { failed: false, result: await request() };
  } catch (error) {
    return { failed: true, error };
  }
}

/** An outcome as monitoring counts it. */
export function gradeOf(
  { failed }: Outcome<unknown>,
  answer: Answer | undefined,
): Parameters<Meter['request']>[1] {
  if (answer === undefined) return failed ? 'failed' : 'ok';
  if (answer.status >= 500) return 'failed';
  return answer.status >= 400 || errorsIn(answer.data).length > 0 ? 'refused' : 'ok';
}

/** Nothing was done, and it is useless to try again before that time. */
export function tooMuch(wait: Duration, cause?: unknown): RingmasterError {
  return new RingmasterError('outside-limited', 'GitHub allows no more requests for now', {
    wait,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A part of a document was carried out before the limit was reached. */
export function brokenOff(wait: Duration, cause: unknown): RingmasterError {
  const message = 'GitHub allowed a part of it, and no more requests for now';
  return new RingmasterError('outcome-unknown', message, { wait, cause });
}
