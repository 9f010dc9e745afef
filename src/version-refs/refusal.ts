import { RingmasterError } from '../domain/errors.ts';

/** Why versions are not set, and what to do about it. */
export function refusal(reason: string, { advice }: { advice: string }): RingmasterError {
  return new RingmasterError('edit-refused', reason, { advice });
}
