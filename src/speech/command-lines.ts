import { type Line, topLevelParagraphs } from './blocks.ts';
import { stretchesOf } from './stretches.ts';

/** A line of a comment that reads `/name and the rest`. */
export interface CommandLine {
  /** Counted from 1. */
  readonly line: number;
  /** In lower case, without the slash. */
  readonly name: string;
  /** What follows the name, trimmed, with typographic dashes and quotes made plain. */
  readonly rest: string;
}

// The rest begins at its first word: nothing is then tried twice over a long run of blanks.
const COMMAND = /^ {0,3}\/([a-z][a-z-]*)(?:[ \t]+(?![ \t])(.*))?$/i;

/**
 * The commands of a comment, in order.
 *
 * Only a line of a paragraph that stands for itself counts: what is quoted,
 * listed, code, HTML or inside a link is talked about, not said.
 */
export function commandLines(markdown: string): readonly CommandLine[] {
  return topLevelParagraphs(markdown).flatMap((lines) => spoken(lines).flatMap(commandOf));
}

/** The lines of a paragraph that do not begin inside inline code, HTML or a link. */
function spoken(lines: readonly Line[]): readonly Line[] {
  if (!lines.some(({ text }) => COMMAND.test(text))) return [];
  const stretches = stretchesOf(lines.map(({ text }) => text).join('\n')).values();
  let stretch = stretches.next().value;
  let start = 0;
  return lines.filter(({ text }) => {
    const at = start;
    start += text.length + 1;
    while (stretch !== undefined && stretch.to <= at) stretch = stretches.next().value;
    return stretch === undefined || at <= stretch.from;
  });
}

function commandOf({ number, text }: Line): readonly CommandLine[] {
  const [, name, rest = ''] = COMMAND.exec(text) ?? [];
  if (name === undefined) return [];
  return [{ line: number, name: name.toLowerCase(), rest: plainPunctuation(rest).trim() }];
}

/** Phones turn `--` into a dash and straight quotes into curly ones. */
function plainPunctuation(text: string): string {
  return text
    .replace(/(^|\s)[—–](?=[a-z])/gi, '$1--')
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'");
}
