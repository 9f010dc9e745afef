import { RingmasterError } from '../../domain/errors.ts';

/** The error for a file of people that says something wrong, or nothing that can be relied on. */
export function untrusted(file: string, reason: string): RingmasterError {
  return new RingmasterError('owners-invalid', `${file} cannot be trusted: ${reason}`, {
    advice: `Mend ${file} on the default branch; until then nobody counts as a member`,
  });
}
