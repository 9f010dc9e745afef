import type { HtmlEnd } from './html-blocks.ts';
import { indentOf } from './lines.ts';

/**
 * The block that is open while a text is read line by line, as CommonMark 0.31
 * section "Parsing strategy" describes it, with the tables and footnotes that GitHub
 * adds. Quotes, list items and footnotes hold a block of their own.
 */
export type Block = Leaf | Container;

export type Leaf =
  | { readonly is: 'nothing' | 'underline' | 'indented code' | 'table' | 'doubt' }
  | { readonly is: 'fence'; readonly mark: string }
  | { readonly is: 'heading'; readonly text: string }
  | Paragraph
  | Depths
  | Html;

export interface Paragraph {
  readonly is: 'paragraph';
  /** Its first line, and the others where `isKept`: inside of something else, or where it may define links. */
  text: string;
  readonly isKept: boolean;
  /** Its last line. */
  last: string;
}

/**
 * Whatever stands deeper than we look, or is read differently by others. It may be a
 * paragraph, which a line further out carries on.
 */
export interface Depths {
  readonly is: 'depths';
  text: string;
}

export interface Html {
  readonly is: 'html';
  readonly end: HtmlEnd;
  text: string;
  /** Whether its last line was read: the next one begins something else. */
  isOver: boolean;
}

export interface Container {
  readonly is: 'quote' | 'list' | 'footnote';
  /** The blanks with which a line must begin to belong to it; a quote has marks instead. */
  readonly indent: string;
  inner: Block;
}

export const NOTHING: Block = { is: 'nothing' };
/** In a list item whose first line is blank. */
export const UNSTARTED: Block = { is: 'nothing' };
/** What was a paragraph turns out to be a heading. */
export const UNDERLINED: Block = { is: 'underline' };
export const INDENTED: Block = { is: 'indented code' };
export const TABLE: Block = { is: 'table' };

/** Readers differ about what began, and nothing behind it can tell for sure. */
export const DOUBT: Block = { is: 'doubt' };

/** Where a line's content begins inside a container; undefined where it does not belong to it by itself. */
export function contentIn({ is, indent }: Container, text: string): number | undefined {
  if (is === 'quote') {
    const indented = indentOf(text);
    if (indented > 3 || text[indented] !== '>') return undefined;
    return text[indented + 1] === ' ' ? indented + 2 : indented + 1;
  }
  if (text.startsWith(indent)) return indent.length;
  return isBlank(text) ? text.length : undefined;
}

export function holdsParagraph(block: Block): boolean {
  const { is } = innermost(block);
  return is === 'paragraph' || is === 'depths' || is === 'doubt';
}

/** What stands open in everything that stands around it. */
export function innermost(block: Block): Leaf {
  return 'inner' in block ? innermost(block.inner) : block;
}

export function isBlank(text: string): boolean {
  return indentOf(text) === text.length;
}

export function closesFence(mark: string, text: string): boolean {
  const [, closing = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(text) ?? [];
  return closing.startsWith(mark);
}
