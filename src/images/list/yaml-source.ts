import {
  type Document,
  isAlias,
  isScalar,
  type LineCounter,
  type ParsedNode,
  type Scalar,
} from 'yaml';
import type { Quote } from './scalar.ts';

/** A text of a list, and where and how it is written. */
export interface Word {
  readonly text: string;
  /** Counted from 1; behind an alias, the line of what it stands for. */
  readonly line: number;
  readonly quote: Quote;
}

/** Where a text is not as a list of images has to be. */
export interface Complaint {
  readonly about: 'no-list' | 'unknown-key' | 'key-twice';
  readonly line: number;
  readonly message: string;
}

/** A YAML document that is being read, with what is needed to say where in it something stands. */
export interface Source {
  readonly document: Document.Parsed;
  readonly counter: LineCounter;
  readonly complaints: Complaint[];
  aliases: number;
}

/** So many aliases a list may have: enough for people, too few to make it grow without end. */
const MOST_ALIASES = 100;

/** A plain null, which promoters read as the empty text. */
const NULL = /^(?:null|Null|NULL|~)$/;

/** The text that a node is; undefined, with a complaint, where it is none. */
export function wordOf(source: Source, value: unknown, what: string): Word | undefined {
  const scalar = resolved(source, value);
  if (!isText(scalar)) {
    complain(source, value, `${what} is not a text`);
    return undefined;
  }
  const quote = quoteOf(scalar);
  const text = quote === '' && NULL.test(scalar.value) ? '' : scalar.value;
  return { text, line: lineOf(source, scalar), quote };
}

/** The node itself, or the one that it is an alias of. */
export function resolved(source: Source, node: unknown): unknown {
  if (!isAlias(node)) return node;
  source.aliases += 1;
  const target = source.aliases > MOST_ALIASES ? undefined : node.resolve(source.document);
  if (source.aliases === MOST_ALIASES + 1) complain(source, node, 'this list has too many aliases');
  else if (target === undefined) complain(source, node, 'this alias stands for nothing');
  return target;
}

/** An empty node is an empty text where all texts are texts. */
export function isNothing(node: unknown): boolean {
  return node === undefined || node === null || (isScalar(node) && !node.value);
}

/** Notes what is wrong with a node. */
export function complain(
  source: Source,
  node: unknown,
  message: string,
  about: Complaint['about'] = 'no-list',
): void {
  source.complaints.push({ about, line: lineOf(source, node), message });
}

/** The line of an offset of the text. */
export function lineAtOffset({ counter }: Source, offset: number): number {
  return Math.max(1, counter.linePos(offset).line);
}

function lineOf(source: Source, node: unknown): number {
  return lineAtOffset(source, hasRange(node) ? node.range[0] : 0);
}

function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}

/** A text over several lines cannot be taken for anything else, as if it stood in quotes. */
function quoteOf({ type }: Scalar): Quote {
  if (type === 'PLAIN') return '';
  return type === 'QUOTE_DOUBLE' ? '"' : "'";
}

function hasRange(node: unknown): node is Pick<ParsedNode, 'range'> {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
