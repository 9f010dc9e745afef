import { type ListLine, readLine } from './list-line.ts';

/** A text cut into lines, each read by itself. */
export interface RuledText {
  readonly text: string;
  /**
   * Where each line begins; the first one behind a byte order mark. A text that
   * ends in a line feed has an empty last line.
   */
  readonly starts: readonly number[];
  readonly lines: readonly ListLine[];
}

const BYTE_ORDER_MARK = 0xfeff;
const CARRIAGE_RETURN = 0x0d;

/** Where the lines of a text begin. */
export function lineStarts(text: string): number[] {
  const starts = [text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1))
    starts.push(feed + 1);
  return starts;
}

/**
 * Cuts a text at its line feeds and reads every line, but for those that are
 * known from another text of which this one is an edit.
 */
export function ruleText(text: string, known: readonly (ListLine | undefined)[] = []): RuledText {
  const starts = lineStarts(text);
  const lines = starts.map((start, index) => {
    return known[index] ?? readLine(text, start, contentEnd(text, start, starts[index + 1]));
  });
  return { text, starts, lines };
}

/** The text of a line, counted from 1, without byte order mark, carriage return and line feed. */
export function lineAt({ text, starts }: RuledText, line: number): string {
  const start = starts[line - 1] ?? text.length;
  return text.slice(start, contentEnd(text, start, starts[line]));
}

/** How the lines of a text end; the first one decides where they differ. */
export function newlineOf({ text }: RuledText): '\n' | '\r\n' {
  const feed = text.indexOf('\n');
  return feed > 0 && text.charCodeAt(feed - 1) === CARRIAGE_RETURN ? '\r\n' : '\n';
}

/** A carriage return belongs to the ending of a line only before a line feed. */
function contentEnd(text: string, start: number, next: number | undefined): number {
  if (next === undefined) return text.length;
  const end = next - 1;
  return end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
}
