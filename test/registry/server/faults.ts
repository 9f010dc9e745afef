import type { Call } from './answer.ts';

/** What goes wrong with one request. */
export type Fault =
  /** An error instead of the effect, and no effect. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  /** The effect, and then an error for an answer. */
  | { readonly kind: 'status-after-effect'; readonly status: number }
  /** The connection breaks: before the effect, after it, or half-way through the answer's body. */
  | { readonly kind: 'reset' | 'reset-after-effect' | 'cut' }
  /** `Docker-Content-Digest` says this, whatever the bytes are; without a digest it is left out. */
  | { readonly kind: 'announce'; readonly digest?: string }
  /** Another manifest of the repository is served than the one asked for. */
  | { readonly kind: 'serve'; readonly digest: string }
  /** The bytes are others than those that were pushed, and nothing else tells. */
  | { readonly kind: 'tamper' }
  /** A tag still points to what it pointed to before; to nothing, where it is new. */
  | { readonly kind: 'stale' }
  /** The answer comes late, or never. */
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' };

/** A fault, and the requests that it befalls. */
export interface FaultRule {
  readonly method?: string;
  /** Tested against the path of the URL, without the query. */
  readonly path?: RegExp;
  /** How many requests it befalls; one by default. */
  readonly times?: number;
  readonly fault: Fault;
}

/** The faults that are set. Of several that fit a request, the one that was added first befalls it. */
export interface Faults {
  /** Sets a fault, and hands back the way to lift it. */
  add(rule: FaultRule): () => void;
  /** The fault for this request, which counts as used by it. */
  take(call: Call): Fault | undefined;
  clear(): void;
}

/** No faults, for a start. */
export function createFaults(): Faults {
  const set = new Map<FaultRule, number>();

  function take(call: Call): Fault | undefined {
    const [rule, left] = [...set].find(([candidate]) => fits(candidate, call)) ?? [];
    if (rule === undefined || left === undefined) return undefined;
    if (left > 1) set.set(rule, left - 1);
    else set.delete(rule);
    return rule.fault;
  }

  return {
    add(rule) {
      set.set(rule, rule.times ?? 1);
      return () => {
        set.delete(rule);
      };
    },
    take,
    clear: () => set.clear(),
  };
}

function fits({ method, path }: FaultRule, call: Call): boolean {
  if (method !== undefined && method !== call.method) return false;
  return path === undefined || path.test(call.url.pathname);
}
