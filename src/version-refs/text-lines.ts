/** A line of a text, and how it ends; the last one may not end at all. */
export interface TextLine {
  readonly text: string;
  readonly ending: '\n' | '\r\n' | '';
}

/** Cuts a text at its line feeds, as Go's scanner does; a carriage return before one belongs to it. */
export function linesOf(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', start)) {
    const ending = feed > start && text[feed - 1] === '\r' ? '\r\n' : '\n';
    lines.push({ text: text.slice(start, feed + 1 - ending.length), ending });
    start = feed + 1;
  }
  if (start < text.length) lines.push({ text: text.slice(start), ending: '' });
  return lines;
}

/** The text that lines were cut from. */
export function joinedLines(lines: readonly TextLine[]): string {
  return lines.map(({ text, ending }) => text + ending).join('');
}
