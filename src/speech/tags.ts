import type { Enclosure } from './enclosure.ts';

const BEGIN = /<(?:!--|[!?]|\/?[a-z]|\/)/gi;
const NAME = /<\/?[^\s/>]+/y;
const VALUE = /=\s*(?:"[^"]*"|'[^']*')/y;
const UNCLOSED = /=\s*["']/y;
const PLAIN = /[^"'=>]*/y;
const SHORT_COMMENT = /<!---?>/y;

/**
 * Takes notice of every tag of some HTML, as a browser reads it. A comment or tag that
 * does not end in it swallows what stands behind.
 */
export function readTags(html: string, enclosure: Enclosure): void {
  BEGIN.lastIndex = 0;
  for (let found = BEGIN.exec(html); found !== null; found = BEGIN.exec(html)) {
    const at = found.index;
    const isTag = /[a-z]/i.test(found[0]);
    const end = isTag ? tagEnd(html, at) : commentEnd(html, at);
    if (isTag) enclosure.read(html.slice(at, end));
    if (end === undefined) enclosure.lose('HTML');
    BEGIN.lastIndex = end ?? html.length;
  }
}

/** Declarations and instructions are comments, too, to a browser: they end with the first `>`. */
function commentEnd(html: string, at: number): number | undefined {
  const short = skip(SHORT_COMMENT, html, at);
  if (short > at) return short;
  const mark = html.startsWith('<!--', at) ? /--!?>/g : />/g;
  mark.lastIndex = at + 2;
  return mark.test(html) ? mark.lastIndex : undefined;
}

/** Behind the first `>` that stands in no attribute's value; undefined where none comes. */
function tagEnd(html: string, at: number): number | undefined {
  let end = skip(NAME, html, at);
  while (end < html.length && html[end] !== '>') {
    const value = skip(VALUE, html, end);
    if (value === end && skip(UNCLOSED, html, end) > end) return undefined;
    const behind = skip(PLAIN, html, value);
    // What stands still is a lone sign: it is one more character of the tag.
    end = behind === end ? end + 1 : behind;
  }
  return end < html.length ? end + 1 : undefined;
}

function skip(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : at;
}
