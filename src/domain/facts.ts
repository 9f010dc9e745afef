import type { Instant } from './time.ts';

/** What a candidate is made of, by key: `commit`, `tag:v1.2.0`, `artifact:chart@sha256`. */
export interface Fact {
  readonly key: string;
  readonly value: string;
  /** The step that saw it. */
  readonly source: string;
  readonly at: Instant;
}

/** What a gate sees of a candidate now. */
export interface FactSeen {
  readonly key: string;
  readonly value: string;
  /** `pin`: from now on this value holds. `watch`: only compare it with what was pinned. */
  readonly settle: 'pin' | 'watch';
}

/** A pinned fact that was seen with another value later. */
export interface MovedFact {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

/**
 * Compares what is seen with what is pinned. Pinned facts never change: a new
 * key is pinned, another value is a move. What is not seen at all has not moved:
 * it may come back, and its step does not pass meanwhile.
 */
export function compareFacts(
  pinned: ReadonlyMap<string, Fact>,
  seen: readonly FactSeen[],
  source: string,
): { readonly fresh: readonly Omit<Fact, 'at'>[]; readonly moved: readonly MovedFact[] } {
  const fresh = seen.flatMap(({ key, value, settle }) =>
    settle === 'watch' || pinned.has(key) ? [] : [{ key, value, source }],
  );
  const moved = seen.flatMap(({ key, value }) => {
    const before = pinned.get(key);
    return before === undefined || before.value === value
      ? []
      : [{ key, from: before.value, to: value, source }];
  });
  return { fresh, moved };
}
