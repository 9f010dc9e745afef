import { RingmasterError } from '../../domain/errors.ts';

/** Why a list is not edited, at which line, and what to do about it. */
export function refusal(
  reason: string,
  { line, advice, cause }: { line?: number; advice: string; cause?: unknown },
): RingmasterError {
  const place = line === undefined ? '' : `line ${line}: `;
  return new RingmasterError('edit-refused', `${place}${reason}`, { advice, cause });
}
