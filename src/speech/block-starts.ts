import { type HtmlEnd, htmlStart } from './html-blocks.ts';
import { indentOf } from './lines.ts';

/** What a line begins, other than a paragraph. */
export type Start =
  | { readonly is: 'heading' | 'break' }
  | { readonly is: 'fence'; readonly mark: string }
  | { readonly is: 'html'; readonly end: HtmlEnd }
  /** The content stands behind so many characters. */
  | { readonly is: 'quote'; readonly content: number }
  /** A line that is indented by `indent` belongs to it, too. */
  | { readonly is: 'list' | 'footnote'; readonly content: number; readonly indent: number };

const FENCE = /^ *(`{3,}(?=[^`]*$)|~{3,})/;
const ITEM = /^( *(?:[-+*]|\d{1,9}[.)]))( +|$)/;
const HEADING = /^ *#{1,6}(?:[ \t]|$)/;
const BREAK = /^ *(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const FOOTNOTE = /^ *\[\^[^\]\s]+\]:[ \t]*/;

/**
 * What a line begins that is not blank, by CommonMark 0.31, and GitHub's footnotes;
 * undefined where it begins or carries on a paragraph, or is indented code.
 * `inParagraph`: a paragraph stands open right before it, and not everything interrupts one.
 */
export function startOf(text: string, inParagraph: boolean): Start | undefined {
  const indent = indentOf(text);
  if (indent > 3) return undefined;
  const first = text[indent] ?? '';
  switch (first) {
    case '#':
      return HEADING.test(text) ? { is: 'heading' } : undefined;
    case '>':
      return { is: 'quote', content: text[indent + 1] === ' ' ? indent + 2 : indent + 1 };
    case '`':
    case '~':
      return fenceStart(text);
    case '<':
      return htmlBlockStart(text, inParagraph);
    case '[':
      return footnoteStart(text);
    default:
      return ITEM_FIRST.has(first) ? breakOrItem(text, inParagraph) : undefined;
  }
}

const ITEM_FIRST = new Set('-+*_0123456789');

function fenceStart(text: string): Start | undefined {
  const [, mark] = FENCE.exec(text) ?? [];
  return mark === undefined ? undefined : { is: 'fence', mark };
}

function htmlBlockStart(text: string, inParagraph: boolean): Start | undefined {
  const end = htmlStart(text, { inParagraph });
  return end === undefined ? undefined : { is: 'html', end };
}

function footnoteStart(text: string): Start | undefined {
  const [label] = FOOTNOTE.exec(text) ?? [];
  return label === undefined ? undefined : { is: 'footnote', content: label.length, indent: 4 };
}

function breakOrItem(text: string, inParagraph: boolean): Start | undefined {
  // Most lines are seen to be no break by how they end.
  if (/[-*_ \t]$/.test(text) && BREAK.test(text)) return { is: 'break' };
  const item = ITEM.exec(text);
  if (item === null) return undefined;
  const marker = item[1]?.length ?? 0;
  const space = item[2]?.length ?? 0;
  const isEmpty = marker + space === text.length;
  if (inParagraph && (isEmpty || !mayInterrupt(text.slice(0, marker)))) return undefined;
  const indent = marker + (isEmpty || space > 4 ? 1 : space);
  return { is: 'list', content: indent, indent };
}

/** Only a bullet, or a list that begins with 1, may interrupt a paragraph. */
function mayInterrupt(marker: string): boolean {
  return !/\d/.test(marker) || /^ *1[.)]$/.test(marker);
}

/** Whether a line begins something, unless a paragraph stands open before it. */
export function interruptsNoParagraph(text: string): boolean {
  return startOf(text, false) !== undefined && startOf(text, true) === undefined;
}

const SIGNS = new Uint8Array(128);
for (const sign of '`~<>#*+-_0123456789[=|:') SIGNS[sign.charCodeAt(0)] = 1;

/** Whether a line that is indented so far may do anything but carry on the paragraph before it. */
export function mayEndParagraph(text: string, indent: number): boolean {
  return indent < 4 && SIGNS[text.charCodeAt(indent)] === 1;
}
