import { type HtmlEnd, htmlStart } from './html-blocks.ts';

/** One line of a comment; counted from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * The block that is open while a text is read line by line, as CommonMark 0.31
 * section "Parsing strategy" describes it. Quotes and list items hold a block of
 * their own.
 */
type Block =
  | { readonly is: 'nothing' }
  | { readonly is: 'paragraph'; readonly lines: Line[] }
  | { readonly is: 'fence'; readonly mark: string }
  | { readonly is: 'html'; readonly end: HtmlEnd }
  | { readonly is: 'quote'; readonly inner: Block }
  | { readonly is: 'item'; readonly indent: number; readonly inner: Block }
  | { readonly is: 'depths' };

const NOTHING: Block = { is: 'nothing' };

/** Whatever stands deeper than we look. It may be a paragraph, which a line further out carries on. */
const DEPTHS: Block = { is: 'depths' };

/**
 * How many quotes and list items within one another are told apart. A line is read
 * once for each, so without an end a long line would cost the square of its length.
 */
const DEEPEST = 20;

const BLANK = /^[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3}(?:[-+*]|\d{1,9}[.)]))( +|$)/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const BREAK = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const DEFINITION = /^ {0,3}\[[^\]]*\]:/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/**
 * The paragraphs of a comment that stand in no quote, list, code, table or HTML,
 * each as its lines. Headings and link definitions are not paragraphs.
 */
export function topLevelParagraphs(markdown: string): readonly (readonly Line[])[] {
  const found: (readonly Line[])[] = [];
  let block = NOTHING;
  for (const [index, raw] of markdown.split(/\r\n|\n|\r/).entries()) {
    const line = { number: index + 1, text: expandTabs(raw) };
    const next = read(block, line, DEEPEST);
    if (block.is === 'paragraph' && next.is !== 'paragraph' && !isUnderlined(block, line))
      found.push(block.lines);
    block = next;
  }
  if (block.is === 'paragraph') found.push(block.lines);
  return found.filter(isPlain);
}

function read(block: Block, line: Line, levels: number): Block {
  switch (block.is) {
    case 'nothing':
    case 'depths':
      return begin(line, levels);
    case 'paragraph':
      return readParagraph(block, line, levels);
    case 'fence':
      return closesFence(block.mark, line.text) ? NOTHING : block;
    case 'html':
      return endsHtml(block.end, line.text) ? NOTHING : block;
    case 'quote':
    case 'item':
      return readContainer(block, line, levels);
  }
}

function readParagraph(
  block: Extract<Block, { is: 'paragraph' }>,
  line: Line,
  levels: number,
): Block {
  if (isUnderlined(block, line)) return NOTHING;
  if (!continues(line)) return begin(line, levels);
  block.lines.push(line);
  return block;
}

/** What a line begins where `levels` more quotes and list items may stand within one another. */
function begin(line: Line, levels: number): Block {
  const { text } = line;
  if (BLANK.test(text)) return NOTHING;
  if (levels === 0) return DEPTHS;
  if (/^ {4}/.test(text)) return NOTHING;
  if (HEADING.test(text) || BREAK.test(text)) return NOTHING;
  return beginCode(text) ?? beginContainer(line, levels) ?? { is: 'paragraph', lines: [line] };
}

function beginCode(text: string): Block | undefined {
  const [, mark] = FENCE.exec(text) ?? [];
  if (mark !== undefined) return { is: 'fence', mark };
  const end = htmlStart(text, { inParagraph: false });
  if (end === undefined) return undefined;
  return endsHtml(end, text) ? NOTHING : { is: 'html', end };
}

function beginContainer({ number, text }: Line, levels: number): Block | undefined {
  const inner = (from: number) => begin({ number, text: text.slice(from) }, levels - 1);
  const [prefix] = QUOTE.exec(text) ?? [];
  if (prefix !== undefined) return { is: 'quote', inner: inner(prefix.length) };
  const indent = itemIndent(text);
  return indent === undefined ? undefined : { is: 'item', indent, inner: inner(indent) };
}

type Container = Extract<Block, { is: 'quote' | 'item' }>;

function readContainer(block: Container, line: Line, levels: number): Block {
  const inside = insideOf(block, line.text);
  if (inside !== undefined)
    return {
      ...block,
      inner: read(block.inner, { number: line.number, text: inside }, levels - 1),
    };
  const lazy = holdsParagraph(block.inner) && continues(line);
  return lazy ? block : begin(line, levels);
}

/** What a line says inside a quote or list item; undefined where it does not belong to it by itself. */
function insideOf(block: Container, text: string): string | undefined {
  if (block.is === 'quote') {
    const [prefix] = QUOTE.exec(text) ?? [];
    return prefix === undefined ? undefined : text.slice(prefix.length);
  }
  if (BLANK.test(text)) return '';
  return text.startsWith(' '.repeat(block.indent)) ? text.slice(block.indent) : undefined;
}

function holdsParagraph(block: Block): boolean {
  if (block.is === 'quote' || block.is === 'item') return holdsParagraph(block.inner);
  return block.is === 'paragraph' || block.is === 'depths';
}

/** Whether a line carries on an open paragraph instead of beginning something else. */
function continues({ text }: Line): boolean {
  if (BLANK.test(text) || FENCE.test(text) || QUOTE.test(text)) return false;
  if (HEADING.test(text) || BREAK.test(text)) return false;
  if (htmlStart(text, { inParagraph: true }) !== undefined) return false;
  return !interruptsAsItem(text);
}

/** Only a bullet, or a list that begins with 1, may interrupt a paragraph, and not with an empty item. */
function interruptsAsItem(text: string): boolean {
  const [, marker = '', space = ''] = ITEM.exec(text) ?? [];
  if (marker === '' || space === '') return false;
  if (BLANK.test(text.slice(marker.length))) return false;
  return !/\d/.test(marker) || /^ *1[.)]$/.test(marker);
}

/** Where the content of a list item begins; undefined where the line begins no item. */
function itemIndent(text: string): number | undefined {
  const [, marker, space = ''] = ITEM.exec(text) ?? [];
  if (marker === undefined) return undefined;
  const blank = BLANK.test(text.slice(marker.length));
  return marker.length + (blank || space.length > 4 ? 1 : space.length);
}

function isUnderlined(block: Block, { text }: Line): boolean {
  return block.is === 'paragraph' && UNDERLINE.test(text);
}

function closesFence(mark: string, text: string): boolean {
  const [, closing = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(text) ?? [];
  return closing.startsWith(mark);
}

function endsHtml(end: HtmlEnd, text: string): boolean {
  return end === 'blank line' ? BLANK.test(text) : end.test(text);
}

/** Link definitions and tables begin like paragraphs. */
function isPlain([first, second]: readonly Line[]): boolean {
  if (first === undefined || DEFINITION.test(first.text)) return false;
  return second === undefined || !first.text.includes('|') || !TABLE_RULE.test(second.text);
}

function expandTabs(text: string): string {
  return text.replace(/^[ \t]+/, (indent) => {
    let width = 0;
    for (const char of indent) width = char === '\t' ? width + 4 - (width % 4) : width + 1;
    return ' '.repeat(width);
  });
}
