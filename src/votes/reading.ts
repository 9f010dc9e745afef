/** The three words of a vote. */
export type Choice = '+1' | '0' | '-1';

/** A line as its author wrote it. */
export interface Quoted {
  /** Counted from 1. */
  readonly line: number;
  /** At most 200 characters of it. */
  readonly said: string;
}

/**
 * What one mail or comment says as a vote.
 *
 * `withdrawn` takes back what its author said before. `undecided` counts for nothing:
 * somebody has to ask. `none` says nothing of a vote of its author's.
 */
export type Reading =
  | (Quoted & { readonly is: 'vote'; readonly choice: Choice })
  | (Quoted & { readonly is: 'withdrawn' })
  | (Quoted & {
      readonly is: 'undecided';
      readonly why: Doubt;
      /** The number as it is written, for a `fraction` or another `number`. */
      readonly value?: string;
    })
  | { readonly is: 'none' };

/** Why a line that speaks of a vote of its author's cannot be counted as one. */
export type Doubt = keyof typeof WHY_UNDECIDED;

/** The same in words, as they stand behind the line. */
export const WHY_UNDECIDED = {
  conditional: 'depends on a condition',
  hedged: 'is less than a vote',
  question: 'is a question',
  several: 'differs from another vote in the same text',
  checks: 'stands in a list of checks, without a vote on the whole',
  fraction: 'is a fraction; only +1, 0 and -1 are votes',
  number: 'is a number other than +1, 0 and -1',
  'look-alike': 'looks like a vote, but is written with other characters',
  words: 'is written in words; only +1, 0 and -1 are votes',
  elsewhere: 'is about something other than the release',
  'other candidate': 'names another candidate',
  reported: 'may be the vote of somebody else',
  hidden: 'stands where not everybody sees it',
  edited: 'was edited, and what was posted first is not known',
  unclear: 'speaks of a vote, but does not plainly cast one',
  'too long': 'is too long to be read',
} as const;

/** How much of a line is quoted. */
const QUOTED = 200;

export function quoted(line: number, said: string): Quoted {
  return { line, said: said.trim().slice(0, QUOTED) };
}
