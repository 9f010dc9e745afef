/** How much of a folder of recorded cases Ringmaster gets right; each file of `scores/` exports one as `score`. */
export interface Score {
  /** What it measures, in one line. */
  readonly about: string;
  /** @param corpus the folder of recorded cases, with a slash at its end. */
  run(corpus: URL): Promise<Result>;
}

export interface Result {
  readonly lines: readonly Line[];
  /** Cases that came out otherwise than recorded, a line each; empty where all agree. */
  readonly misses: readonly string[];
}

/** One figure, and what it has to be. */
export interface Line {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  readonly isReached: boolean;
}

/** So many of so many, of which all are wanted. */
export function allOf(what: string, right: number, all: number): Line {
  return { what, value: `${right} of ${all}`, goal: 'all', isReached: right === all && all > 0 };
}

/** Something of which there must be none. */
export function noneOf(what: string, count: number): Line {
  return { what, value: String(count), goal: '0', isReached: count === 0 };
}
