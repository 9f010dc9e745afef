import type { Choice, Doubt } from '../reading.ts';

/** What one line says as a vote. `isWhole`: it is plainly the vote on the whole, not on one check. */
export type Finding =
  | {
      readonly is: 'vote';
      readonly choice: Choice;
      readonly isWhole: boolean;
      readonly isLabelled: boolean;
    }
  | { readonly is: 'withdrawn' }
  | { readonly is: 'undecided'; readonly why: Doubt; readonly value?: string }
  | { readonly is: 'none' };

export const NOTHING: Finding = { is: 'none' };

export function doubted(why: Doubt, value?: string): Finding {
  return value === undefined ? { is: 'undecided', why } : { is: 'undecided', why, value };
}

/** A line with what belongs to its sentence. All texts are plain, as `OwnLine` has them. */
export interface Passage {
  readonly text: string;
  /** The end of a sentence that the line before leaves open; empty where it does not. */
  readonly before: string;
  /** What the following lines add to the sentence; empty where nothing. */
  readonly after: string;
  /** The line as it was written. */
  readonly said: string;
  /** The number of the candidate that is voted on, where it is known. */
  readonly candidate: number | undefined;
}
