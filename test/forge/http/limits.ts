import type { Identity } from '../access/identity.ts';
import { Refusal } from '../access/refusal.ts';

/** Which limits are kept. Headers are sent either way. */
export interface LimitOptions {
  /** Requests, or GraphQL points, per hour and token owner; 5,000 if not given, kept only if given. */
  readonly primary?: number;
  /** Whether GitHub's limit on creating content is kept: 80 a minute and 500 an hour. */
  readonly content?: boolean;
}

/** GitHub's two budgets that matter here. */
export type Resource = 'core' | 'graphql';

/** How a budget stands. */
export interface Budget {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
const PRIMARY = 5000;
const UNAUTHENTICATED = 60;
const CONTENT_PER_MINUTE = 80;
const CONTENT_PER_HOUR = 500;

/** Counts what each token owner has used, and refuses what is too much where that is asked for. */
export class Limits {
  readonly #options: LimitOptions;
  readonly #windows = new Map<string, { start: number; used: number }>();
  readonly #creations = new Map<string, number[]>();

  constructor(options: LimitOptions) {
    this.#options = options;
  }

  /** Uses some of a budget. Asking about the budget itself costs nothing. */
  spend(
    who: string,
    { resource, points, now }: { resource: Resource; points: number; now: number },
  ): Budget {
    const key = `${resource} ${who}`;
    const known = this.#windows.get(key);
    const window =
      known === undefined || now >= known.start + HOUR ? { start: now, used: 0 } : known;
    const limit = who === 'nobody' ? UNAUTHENTICATED : (this.#options.primary ?? PRIMARY);
    window.used += points;
    this.#windows.set(key, window);
    return {
      limit,
      used: Math.min(window.used, limit),
      remaining: Math.max(0, limit - window.used),
      reset: Math.floor((window.start + HOUR) / 1000),
    };
  }

  /** Whether a budget that was just spent from has been overdrawn, and that matters. */
  isExceeded(who: string, resource: Resource): boolean {
    const { primary } = this.#options;
    const used = this.#windows.get(`${resource} ${who}`)?.used ?? 0;
    return primary !== undefined && used > primary;
  }

  /**
   * Notes that content is about to be created.
   * @throws Refusal 403 with `retry-after`, as GitHub's secondary limit answers.
   */
  create(who: string, { count, now }: { count: number; now: number }): void {
    if (count === 0 || this.#options.content !== true) return;
    const recent = (this.#creations.get(who) ?? []).filter((at) => at > now - HOUR);
    const lastMinute = recent.filter((at) => at > now - MINUTE).length;
    if (lastMinute + count > CONTENT_PER_MINUTE || recent.length + count > CONTENT_PER_HOUR) {
      throw secondaryLimit(60);
    }
    this.#creations.set(who, [...recent, ...Array.from({ length: count }, () => now)]);
  }
}

/** Whose budget a request uses up: all tokens of one owner share one. */
export function budgetOwner(identity: Identity): string {
  if (identity.kind === 'installation') return `installation ID ${identity.installation.id}`;
  if (identity.kind === 'user') return `user ID ${identity.account.id}`;
  return identity.kind === 'app' ? `app ID ${identity.app.id}` : 'nobody';
}

/** GitHub's refusal for too much at once. `retryAfter` is in seconds, and sometimes not told. */
export function secondaryLimit(retryAfter?: number, status: 403 | 429 = 403): Refusal {
  return new Refusal(
    status,
    'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.',
    {
      type: 'RATE_LIMITED',
      headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    },
  );
}

/** GitHub's refusal once the hour's budget is used up; `reset` is in seconds since 1970. */
export function primaryLimit(who: string, reset: number, status: 403 | 429 = 403): Refusal {
  return new Refusal(status, `API rate limit exceeded for ${who}.`, {
    type: 'RATE_LIMITED',
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
  });
}

/** A budget as the headers of every answer tell it. */
export function limitHeaders(budget: Budget, resource: Resource): Record<string, string> {
  return {
    'x-ratelimit-limit': String(budget.limit),
    'x-ratelimit-remaining': String(budget.remaining),
    'x-ratelimit-used': String(budget.used),
    'x-ratelimit-reset': String(budget.reset),
    'x-ratelimit-resource': resource,
  };
}
