import { z } from 'zod';
import type { Duration, Instant } from '../../../domain/time.ts';

/** An answer of GitHub as far as its limits are concerned. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** How one of GitHub's hourly budgets stands. */
export interface Standing {
  /** Which budget: `core`, `graphql`. */
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  /** How long until it is full again; not above zero where that has happened by now. */
  readonly resets: Duration;
}

const ANSWER = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.unknown()),
  data: z.unknown(),
});

/** The answer in what a request returned or threw; undefined where there was none. */
export function answerIn(outcome: unknown): Answer | undefined {
  const found = FAILURE.safeParse(outcome).data?.response ?? ANSWER.safeParse(outcome).data;
  return found;
}

const FAILURE = z.object({ response: ANSWER });

/** Whether GitHub refused only because too much was asked of it. It says so in several ways. */
export function isLimited({ status, headers, data }: Answer): boolean {
  if (status === 429) return true;
  if (status === 403)
    return 'retry-after' in headers || isUsedUp(headers) || SAYS_LIMIT.test(messageIn(data));
  return errorsIn(data).some(({ type, message }) =>
    type === undefined ? SAYS_LIMIT.test(message) : LIMIT_TYPES.includes(type),
  );
}

const SAYS_LIMIT = /rate limit|abuse/i;
const LIMIT_TYPES = ['RATE_LIMITED', 'RATE_LIMIT'];

/** Whether a part of a GraphQL document was carried out although another one failed. */
export function isPartlyDone({ data }: Answer): boolean {
  const fields = GRAPH_DATA.safeParse(data).data?.data ?? {};
  return Object.values(fields).some((field) => field !== null);
}

const GRAPH_DATA = z.object({ data: z.record(z.string(), z.unknown()).nullish() });

/** GraphQL tells errors in an answer whose status is 200. */
export function errorsIn(data: unknown): readonly GraphError[] {
  return ERRORS.safeParse(data).data?.errors ?? [];
}

export type GraphError = z.output<typeof GRAPH_ERROR>;

const GRAPH_ERROR = z.object({ type: z.string().optional(), message: z.string().default('') });
const ERRORS = z.object({ errors: z.array(GRAPH_ERROR) });

/** How long GitHub wants to be left alone after a refusal; undefined where it does not say. */
export function waitIn({ headers }: Answer, now: Instant): Duration | undefined {
  const seconds = numberIn(headers, 'retry-after');
  if (seconds !== undefined) return Math.max(seconds, 1) * 1000;
  if (!isUsedUp(headers)) return undefined;
  const resets = resetIn(headers, now);
  return resets === undefined || resets <= 0 ? undefined : resets;
}

/** What is left of the budget that a request was paid from. */
export function standingIn({ headers }: Answer, now: Instant): Standing | undefined {
  const limit = numberIn(headers, 'x-ratelimit-limit');
  const remaining = numberIn(headers, 'x-ratelimit-remaining');
  const resets = resetIn(headers, now);
  if (limit === undefined || remaining === undefined || resets === undefined) return undefined;
  const resource = String(headers['x-ratelimit-resource'] ?? 'core');
  return { resource, limit, remaining, resets };
}

/** A budget lasts an hour; whatever is further away is a mistake. */
const LONGEST: Duration = 3_600_000;

/** Measured by GitHub's own clock where it tells the time, for ours may be wrong. */
function resetIn(headers: Answer['headers'], now: Instant): Duration | undefined {
  const reset = numberIn(headers, 'x-ratelimit-reset');
  if (reset === undefined) return undefined;
  const told = Date.parse(String(headers.date));
  const today = Number.isNaN(told) ? Date.parse(now) : told;
  return Math.min(reset * 1000 - today, LONGEST);
}

function isUsedUp(headers: Answer['headers']): boolean {
  return numberIn(headers, 'x-ratelimit-remaining') === 0;
}

function numberIn(headers: Answer['headers'], name: string): number | undefined {
  const written = headers[name];
  const value = Number(written);
  return written === undefined || written === '' || !Number.isFinite(value) ? undefined : value;
}

function messageIn(data: unknown): string {
  return MESSAGE.safeParse(data).data?.message ?? '';
}

const MESSAGE = z.object({ message: z.string() });
