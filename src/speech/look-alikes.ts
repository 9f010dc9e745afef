import { commandIn } from './command-lines.ts';
import { type PlacedLine, placedLines } from './placed-lines.ts';
import type { Place } from './places.ts';

/** Why a line that looks like a command is none. */
export type Obstacle =
  | Place
  /** Four blanks or more stand before it. */
  | 'indented'
  /** What looks like a slash is another character. */
  | 'other slash'
  /** Something stands before the slash. */
  | 'not first'
  /** The word does not end with a blank or with the line. */
  | 'word goes on';

/** A line of a comment that somebody may take for a command, and that is none. */
export interface LookAlike {
  /** Counted from 1. */
  readonly line: number;
  /** In lower case, without the slash. */
  readonly name: string;
  readonly obstacle: Obstacle;
  /** Nothing but marks of quotes and lists stands before it, and nothing follows the word at once. */
  readonly isBare: boolean;
}

const BARE = /^(?:[ \t>#+*-]|\d{1,9}[.)])*$/;

/** Marks of any kind, but no word; then a slash, or something that looks like one; then a word. */
const LOOKS = /(?<![^\n])[^\p{L}\n/⁄∕⧸／]{0,100}[/⁄∕⧸／][a-z][a-z-]*/giu;
const PARTS = /^([^\p{L}/⁄∕⧸／]*)([/⁄∕⧸／])([a-z][a-z-]*)(.?)/iu;

/** The lines of a comment, in order, that look like commands to people and are not heard. */
export function lookAlikes(markdown: string): readonly LookAlike[] {
  return placedLines(markdown, LOOKS).flatMap((line) => {
    const [, before = '', slash, name, behind = ''] = PARTS.exec(line.text) ?? [];
    const obstacle = line.place ?? obstacleIn({ line, before, slash, behind });
    if (name === undefined || obstacle === undefined) return [];
    const isBare = slash === '/' && BARE.test(before) && /^[ \t]?$/.test(behind);
    return { line: line.number, name: name.toLowerCase(), obstacle, isBare };
  });
}

function obstacleIn({
  line,
  before,
  slash,
  behind,
}: {
  readonly line: PlacedLine;
  readonly before: string;
  readonly slash: string | undefined;
  readonly behind: string;
}): Obstacle | undefined {
  if (commandIn(line.text, line.number) !== undefined) return undefined;
  if (slash !== '/') return 'other slash';
  if (before.trim() !== '') return 'not first';
  return /^[ \t]?$/.test(behind) ? 'indented' : 'word goes on';
}
