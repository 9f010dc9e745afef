/**
 * What people write around a vote, in one language: lower case, without accents.
 *
 * A word that is missing in `lead` never makes a vote of anything: what stands before
 * a vote and is not known leaves it undecided, or is no vote at all. Missing elsewhere,
 * a word may hide that a vote is none.
 */
export interface Language {
  /** Before a vote: changes nothing about it. */
  readonly lead: readonly string[];
  /** Before a colon: what follows is the author's vote on the whole. */
  readonly labels: readonly string[];
  /** Before a vote or a colon: it is somebody else's, an earlier one, or only counted. */
  readonly reports: readonly string[];
  /** Before a vote: the opposite of it, or nothing. */
  readonly negations: readonly string[];
  /** Before a vote: its author gives none. */
  readonly refusals: readonly string[];
  /** Before a vote: less than a vote. */
  readonly hedges: readonly string[];
  /** Right behind a vote: less than a vote. */
  readonly afterthoughts: readonly string[];
  /** Anywhere in the sentence: it depends on something. */
  readonly conditions: readonly string[];
  /** Right behind a vote: it depends on something. */
  readonly connectors: readonly string[];
  /** Holds the letters of a condition or a negation, and is none. */
  readonly harmless: readonly string[];
  /** May stand between a vote and a connector. */
  readonly fillers: readonly string[];
  /** Right before a vote: it is the author's. */
  readonly owners: readonly string[];
  /** Right behind a vote: it is the author's. */
  readonly fromMe: readonly string[];
  /** Right behind a vote: what it is about follows. */
  readonly about: readonly string[];
  /** What a vote on a release may be about. */
  readonly subjects: readonly string[];
  /** What such a vote is not about. */
  readonly otherSubjects: readonly string[];
  readonly binding: readonly string[];
  readonly nonBinding: readonly string[];
  /** They say that a vote is another one now. */
  readonly changes: readonly string[];
  /** They say that a vote is taken back. */
  readonly withdrawals: readonly string[];
  /** The word for a vote. */
  readonly vote: readonly string[];
  /** Between the old vote and the new one. */
  readonly to: readonly string[];
  readonly plusOne: readonly string[];
  readonly minusOne: readonly string[];
}

/** Words and phrases that are written with bars between them. */
export function words(text: string): readonly string[] {
  return text.split('|').map((word) => word.trim().replace(/\s+/g, ' '));
}
