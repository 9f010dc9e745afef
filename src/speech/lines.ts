/**
 * A text whose lines all end with `\n`, and where blanks stand for the tabs before a
 * line's first word and behind the marks of quotes and lists: CommonMark counts
 * indentation as if tabs stopped at every fourth column.
 */
export function withPlainLines(markdown: string): string {
  const text = markdown.includes('\r') ? markdown.replace(/\r\n?/g, '\n') : markdown;
  return text.includes('\t') ? text.split('\n').map(expandTabs).join('\n') : text;
}

function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let expanded = '';
  let at = 0;
  for (let to = markEnd(text, at); to > at; to = markEnd(text, at)) {
    expanded += text[at] === '\t' ? (BLANKS[expanded.length % 4] ?? '') : text.slice(at, to);
    at = to;
  }
  return expanded + text.slice(at);
}

/** Behind one of the characters that may stand before a line's own words; the same position where there is none. */
function markEnd(text: string, at: number): number {
  const char = text[at];
  if (char === ' ' || char === '\t' || char === '>') return at + 1;
  if (char === undefined || !MARKS.has(char)) return at;
  MARK.lastIndex = at;
  return MARK.test(text) ? MARK.lastIndex : at;
}

const BLANKS = ['    ', '   ', '  ', ' '];
const MARKS = new Set('-+*0123456789');
const MARK = /(?:[-+*]|\d{1,9}[.)])(?=[ \t])/y;

/** The number of blanks before the first character. */
export function indentOf(text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === 32) at += 1;
  return at;
}
