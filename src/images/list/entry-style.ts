import type { ListEntry } from './image-list.ts';
import { lineAt, type RuledText } from './ruled-text.ts';
import { type Quote, quoteOf, writeScalar } from './scalar.ts';

/** How the line or lines of one entry are written. */
export interface EntryStyle {
  readonly indent: string;
  readonly digestQuote: Quote;
  /** The blanks before and after the colon, with it. Only the blanks before it where tags stand below. */
  readonly colon: string;
  readonly tags: FlowStyle | BelowStyle;
}

/** `[ "a", "b" ]` */
interface FlowStyle {
  readonly form: 'flow';
  readonly open: string;
  readonly close: string;
  /** Unknown where the entry has one tag only. */
  readonly separator: string | undefined;
  readonly quote: Quote;
}

/** One tag to a line, below its digest. */
interface BelowStyle {
  readonly form: 'below';
  readonly dash: string;
  readonly quote: Quote;
}

/** The style of the promotion tool, for files that show none. */
export const STANDARD_STYLE: EntryStyle = {
  indent: '    ',
  digestQuote: '"',
  colon: ': ',
  tags: { form: 'flow', open: '[', close: ']', separator: undefined, quote: '"' },
};

const HEAD = /^( *)(["']?)[^"']*?\2( *: *)(?:\[( *)(.*?)( *)\])? *(?:#.*)?$/u;
const BELOW = /^( *- +)(["']?)/u;

/** Reads the style of an entry that stands in the list. */
export function entryStyle(list: RuledText, { line, lastLine }: ListEntry): EntryStyle {
  const [, indent = '', digestQuote = '', colon = ': ', open = '', tags, close = ''] =
    HEAD.exec(lineAt(list, line)) ?? [];
  const head = { indent, digestQuote: quoteOf(digestQuote) };
  if (tags === undefined) {
    const [, dash = `${indent}- `, quote = ''] =
      lastLine > line ? (BELOW.exec(lineAt(list, lastLine)) ?? []) : [];
    return {
      ...head,
      colon: colon.trimEnd(),
      tags: { form: 'below', dash, quote: quoteOf(quote) },
    };
  }
  const quote = tags === '' ? head.digestQuote : quoteOf(tags);
  const separator = /[^ ]( *, *)/.exec(tags)?.[1];
  const flow = { form: 'flow', open: `[${open}`, close: `${close}]`, separator, quote } as const;
  return { ...head, colon, tags: flow };
}

/** The style for an image whose keys stand at a column: entries must stand further in. */
export function fittingStyle(style: EntryStyle, column: number): EntryStyle {
  if (style.indent.length > column) return style;
  const indent = ' '.repeat(column + 2);
  const { tags } = style;
  return {
    ...style,
    indent,
    tags: tags.form === 'below' ? { ...tags, dash: `${indent}- ` } : tags,
  };
}

/** The lines of a new entry. `separator` stands between tags where the style shows none. */
export function writeEntry(
  style: EntryStyle,
  { digest, tags }: { digest: string; tags: readonly string[] },
  separator: string,
): string[] {
  const { indent, digestQuote, colon, tags: form } = style;
  const key = `${indent}${digestQuote}${digest}${digestQuote}${colon}`;
  const written = tags.map((tag) => writeScalar(tag, form.quote));
  if (form.form === 'below') return [key, ...written.map((tag) => `${form.dash}${tag}`)];
  return [`${key}${form.open}${written.join(form.separator ?? separator)}${form.close}`];
}
