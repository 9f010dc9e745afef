import { compile } from '../patterns/re2.ts';

/** Tells the lines that a reference is about. */
export interface Matcher {
  matches(line: string): boolean;
  /** What a character of a line may cost at worst, to be compared with that of other matchers. */
  readonly cost: number;
}

const NOT_BLANK: Matcher = { matches: (line) => line.trim() !== '', cost: 1 };

/** The lines that a pattern of RE2 matches anywhere; without one, those that are not blank. */
export function matcherOf(match: string | undefined): Matcher | { readonly trouble: string } {
  if (match === undefined) return NOT_BLANK;
  const { pattern, problem } = compile(match);
  if (pattern === undefined) return { trouble: problem };
  return { matches: (line) => pattern.isIn(line), cost: pattern.size };
}
