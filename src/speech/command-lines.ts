import { indentOf } from './lines.ts';
import { placedLines } from './placed-lines.ts';

/** A line of a comment that reads `/name and the rest`. */
export interface CommandLine {
  /** Counted from 1. */
  readonly line: number;
  /** In lower case, without the slash. */
  readonly name: string;
  /** What follows the name, trimmed, with typographic dashes and quotes made plain. */
  readonly rest: string;
}

/** How such a line begins. */
const BEGINNING = /(?<![^\n]) {0,3}\/[a-z][a-z-]*(?![^ \t\n])/gi;
const NAME = /[a-z][a-z-]*(?![^ \t])/iy;

/** What other programs take for the end of a line stands in no command. */
const STRANGE_END = /[\u2028\u2029]/;

/**
 * The commands of a comment, in order.
 *
 * Only a line of a paragraph that stands for itself counts: what is quoted, listed,
 * code, HTML or inside a link is talked about, not said.
 */
export function commandLines(markdown: string): readonly CommandLine[] {
  if (!markdown.includes('/')) return [];
  const commands: CommandLine[] = [];
  for (const { number, text, place } of placedLines(markdown, BEGINNING)) {
    const command = place === undefined ? commandIn(text, number) : undefined;
    if (command !== undefined) commands.push(command);
  }
  return commands;
}

/** The command that a line is, if it stands for itself; undefined where it does not read like one. */
export function commandIn(text: string, line: number): CommandLine | undefined {
  const slash = indentOf(text);
  if (slash > 3 || text[slash] !== '/') return undefined;
  NAME.lastIndex = slash + 1;
  if (!NAME.test(text)) return undefined;
  const name = text.slice(slash + 1, NAME.lastIndex).toLowerCase();
  const rest = text.slice(NAME.lastIndex);
  if (STRANGE_END.test(rest)) return undefined;
  return { line, name, rest: plainPunctuation(rest).trim() };
}

/** Phones turn `--` into a dash, a minus into another sign, and straight quotes into curly ones. */
function plainPunctuation(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  return text
    .replace(/(^|\s)[—–](?=[a-z])/gi, '$1--')
    .replace(/(^|\s)[‐‑‒–—―−﹣－](?=\d)/g, '$1-')
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'");
}
