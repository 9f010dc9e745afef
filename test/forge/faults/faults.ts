/** What a fault waits for. All that is given must match; nothing given matches everything. */
export interface FaultTrigger {
  readonly method?: string;
  /** Tested against the path of the request, decoded, without prefix and query. */
  readonly path?: RegExp;
  /** A root field of a GraphQL document, such as `createPullRequest`. */
  readonly operation?: string;
  /** A webhook event, alone or with its action: `issues` or `issues.opened`. */
  readonly event?: string;
}

/** What goes wrong. */
export type FaultKind =
  | { readonly kind: 'refuse'; readonly status?: 404 | 502 }
  | { readonly kind: 'effect-then-502' }
  | { readonly kind: 'effect-then-reset' }
  | { readonly kind: 'delay'; readonly ms: number }
  | {
      readonly kind: 'rate-limit';
      readonly status?: 403 | 429;
      /** Seconds to wait, as `retry-after` tells them. */
      readonly retryAfter?: number;
      /** Seconds until the hour's budget is full again: `x-ratelimit-remaining: 0` and its reset. */
      readonly resetIn?: number;
    }
  | { readonly kind: 'stale'; readonly ms: number }
  | { readonly kind: 'lose-hook'; readonly recorded?: boolean }
  | { readonly kind: 'duplicate-hook' }
  | { readonly kind: 'delay-hook'; readonly ms: number };

/** A fault to be planted. `times` is how often it fires, once if not given. */
export type FaultPlan = FaultKind & { readonly on: FaultTrigger; readonly times?: number };

/** A planted fault. */
export interface Fault {
  readonly plan: FaultPlan;
  /** How often it has fired. */
  fired: number;
  /** Takes it away. */
  remove(): void;
}

/** What a fault is compared with. */
export interface Happened {
  readonly method?: string;
  readonly path?: string;
  readonly operations?: readonly string[];
  readonly event?: string;
  readonly action?: string | undefined;
}

/** What becomes of a webhook. */
export interface HookFate {
  readonly isLost: boolean;
  readonly isRecorded: boolean;
  readonly copies: number;
  readonly delay: number;
}

/** The faults that wait to happen. */
export class Faults {
  #planted: Fault[] = [];

  add(plan: FaultPlan): Fault {
    const fault: Fault = {
      plan,
      fired: 0,
      remove: () => {
        this.#planted = this.#planted.filter((other) => other !== fault);
      },
    };
    this.#planted.push(fault);
    return fault;
  }

  /** Takes all faults away. */
  clear(): void {
    this.#planted = [];
  }

  /** The faults that a request meets, each counted as fired. */
  forRequest(request: Happened): FaultPlan[] {
    return this.#fire(request, ({ kind }) => !kind.endsWith('-hook'));
  }

  /** What becomes of a webhook; the faults it meets are counted as fired. */
  forEvent({ event, action }: Happened): HookFate {
    const plans = this.#fire({ event: event ?? '', action }, ({ kind }) => kind.endsWith('-hook'));
    const lost = plans.find((plan) => plan.kind === 'lose-hook');
    return {
      isLost: lost !== undefined,
      isRecorded: lost?.recorded ?? false,
      copies: plans.some(({ kind }) => kind === 'duplicate-hook') ? 2 : 1,
      delay: plans.reduce((sum, plan) => sum + (plan.kind === 'delay-hook' ? plan.ms : 0), 0),
    };
  }

  #fire(happened: Happened, isMeant: (plan: FaultPlan) => boolean): FaultPlan[] {
    const met = this.#planted.filter(
      ({ plan, fired }) => isMeant(plan) && fired < (plan.times ?? 1) && matches(plan.on, happened),
    );
    for (const fault of met) fault.fired += 1;
    return met.map(({ plan }) => plan);
  }
}

function matches(on: FaultTrigger, happened: Happened): boolean {
  const { method, path = '', operations = [], event, action } = happened;
  return (
    (on.method === undefined || on.method === method) &&
    (on.path === undefined || on.path.test(path)) &&
    (on.operation === undefined || operations.includes(on.operation)) &&
    (on.event === undefined || on.event === event || on.event === `${event}.${action}`)
  );
}
