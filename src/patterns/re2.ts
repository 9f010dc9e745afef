import { RE2JS } from 're2js';
import { messageOf } from '../domain/errors.ts';

/** A compiled pattern. It keeps no state between two texts. */
export interface Pattern {
  /** As it was written. */
  readonly source: string;
  /** Instructions of its program: what a character of a text may cost at worst. */
  readonly size: number;
  /** Whether it matches anywhere in a text; the cheapest question. */
  isIn(text: string): boolean;
  /** The leftmost match in a text; undefined where there is none. */
  match(text: string): Match | undefined;
}

export interface Match {
  readonly text: string;
  /** Where it begins, in UTF-16 units as JavaScript counts them. */
  readonly from: number;
  /** Behind its last unit. */
  readonly to: number;
  /** Named groups that took part in the match; `(?P<name>…)` and `(?<name>…)`. */
  readonly groups: ReadonlyMap<string, string>;
}

/** A pattern, or why there is none. */
export type Compiled =
  | { readonly pattern: Pattern; readonly problem?: never }
  | { readonly problem: string; readonly pattern?: never };

/** In UTF-16 units; the longest known pattern of a project has a quarter of it. */
export const LONGEST_PATTERN = 1_000;

/**
 * Instructions of a compiled program. A repetition multiplies them: `(a{30}){30}` is
 * short and large.
 */
const LARGEST_PROGRAM = 500;

/**
 * Compiles a pattern that others wrote, in the syntax of RE2, which is Go's: no
 * look-around and no back-references.
 *
 * It is matched without backtracking. The time grows with the length of the text times
 * the size of the program, which is bounded here: about ten milliseconds at worst for a
 * path or a line of 250 characters, one or two seconds for 60,000. Whoever matches
 * longer texts bounds them. Never throws.
 */
export function compile(source: string): Compiled {
  if (source.length > LONGEST_PATTERN)
    return { problem: `it has more than ${LONGEST_PATTERN} characters` };
  try {
    const program = RE2JS.compile(source);
    if (program.programSize() > LARGEST_PROGRAM)
      return { problem: 'its repetitions make it too large' };
    return { pattern: patternOf(program, source) };
  } catch (error) {
    return { problem: messageOf(error).replace('error parsing regexp: ', '') };
  }
}

function patternOf(program: RE2JS, source: string): Pattern {
  const names = Object.entries(program.namedGroups());
  return {
    source,
    size: program.programSize(),
    isIn: (text) => program.test(text),
    match: (text) => {
      const matcher = program.matcher(text);
      if (!matcher.find()) return undefined;
      const groups = names.flatMap(([name, index]): readonly (readonly [string, string])[] => {
        const group = matcher.group(index);
        return group === null ? [] : [[name, group]];
      });
      const [from, to] = [matcher.start(), matcher.end()];
      return { text: text.slice(from, to), from, to, groups: new Map(groups) };
    },
  };
}
