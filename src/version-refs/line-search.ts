import { RingmasterError } from '../domain/errors.ts';
import type { Reference } from './dependency.ts';
import { matcherOf } from './line-pattern.ts';
import type { Files } from './repository.ts';
import { linesOf, type TextLine } from './text-lines.ts';

/** A line that matches, counted from 1. */
export interface MatchingLine {
  readonly number: number;
  readonly text: string;
}

/** What a reference leads to: lines, a file that is not there, or a pattern that is none. */
export type Search =
  | { readonly lines: readonly MatchingLine[] }
  | { readonly missing: true }
  | { readonly trouble: string };

/**
 * Characters that may be looked at, times the instructions of the patterns that look:
 * a second or two for the slowest patterns that were found, and more than any known
 * repository needs.
 */
const MOST_WORK = 300_000_000;

/**
 * Finds the lines that references are about. Many references share file and
 * pattern, so that each pair is searched once.
 *
 * The answer throws RingmasterError `artifact-invalid` where there is too much to look at.
 */
export function lineSearch(files: Files): (reference: Reference) => Search {
  const cut = new Map<string, readonly TextLine[]>();
  const known = new Map<string, Search>();
  let work = 0;
  const search = ({ path, match }: Reference): Search => {
    const text = files.get(path);
    if (text === undefined) return { missing: true };
    const matcher = matcherOf(match);
    if ('trouble' in matcher) return matcher;
    work += text.length * matcher.cost;
    if (work > MOST_WORK) throw tooMuch();
    const lines = cut.get(path) ?? linesOf(text);
    cut.set(path, lines);
    return { lines: lines.flatMap((line, at) => matchingLine(line, at, matcher.matches)) };
  };
  return (reference) => {
    const key = JSON.stringify([reference.path, reference.match]);
    const found = known.get(key) ?? search(reference);
    known.set(key, found);
    return found;
  };
}

function matchingLine(
  { text }: TextLine,
  index: number,
  matches: (line: string) => boolean,
): readonly MatchingLine[] {
  return matches(text) ? [{ number: index + 1, text }] : [];
}

function tooMuch(): RingmasterError {
  return new RingmasterError(
    'artifact-invalid',
    'the files that versions are referred to in are too large for their patterns',
    { advice: 'Refer to smaller files, or with simpler patterns.' },
  );
}
