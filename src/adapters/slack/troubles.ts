import { ErrorCode } from '@slack/web-api';
import { z } from 'zod';
import { messageOf, RingmasterError } from '../../domain/errors.ts';

/** What Slack answers although the request may have been carried out, or may be a moment later. */
const PASSING: ReadonlySet<string> = new Set([
  ...['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable', 'ratelimited'],
]);

/** Asks something, and names what goes wrong: nothing was done. */
export function reading<T>(request: () => Promise<T>): Promise<T> {
  return request().catch((error: unknown) => {
    throw explain(error, 'outside-unreachable');
  });
}

/** Does something, and names what goes wrong: it may have been done all the same. */
export function writing<T>(request: () => Promise<T>): Promise<T> {
  return request().catch((error: unknown) => {
    throw explain(error, 'outcome-unknown');
  });
}

/** Slack answers refusals in words; whatever else went wrong may have happened all the same. */
function explain(
  error: unknown,
  otherwise: 'outside-unreachable' | 'outcome-unknown',
): RingmasterError {
  const message = `Slack: ${messageOf(error)}`;
  const limited = LIMITED.safeParse(error);
  if (limited.success)
    return new RingmasterError('outside-limited', message, {
      cause: error,
      wait: limited.data.retryAfter * 1000,
    });
  return new RingmasterError(isRefusal(error) ? 'access-missing' : otherwise, message, {
    cause: error,
  });
}

const LIMITED = z.object({
  code: z.literal(ErrorCode.RateLimitedError),
  /** In seconds. */
  retryAfter: z.number(),
});

const REFUSAL = z.object({
  code: z.literal(ErrorCode.PlatformError),
  data: z.object({ error: z.string() }),
});

function isRefusal(error: unknown): boolean {
  const answer = REFUSAL.safeParse(error);
  return answer.success && !PASSING.has(answer.data.data.error);
}
