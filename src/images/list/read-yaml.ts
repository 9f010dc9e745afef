import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type Scalar,
} from 'yaml';
import type { RingmasterError } from '../../domain/errors.ts';
import type { Listing } from './listing.ts';
import { refusal } from './refusal.ts';

/** A document with what is needed to say where in it something stands. */
interface Source {
  readonly document: Document.Parsed;
  readonly counter: LineCounter;
  aliases: number;
}

/** So many aliases a list may have: enough for people, too few to make it grow without end. */
const MOST_ALIASES = 100;

/** Line ends of YAML 1.1, which most promoters read, and plain characters of YAML 1.2. */
const UNLIKE_BREAK = /[\u0085\u2028\u2029]/;

/**
 * What a list says by the rules of YAML, every text as text.
 *
 * For lists that are written otherwise than line by line.
 *
 * @throws RingmasterError `edit-refused`, with the line, where the text is no
 * YAML, is more than one document, or is not a list of images.
 */
export function readYaml(text: string): Listing[] {
  const counter = new LineCounter();
  // The library compares all keys of a map with each other; a set does it in one pass.
  // Its pretty errors copy parts of the text for each of many errors.
  const options = {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: counter,
  } as const;
  // The library counts a byte order mark as a column, which breaks the indentation of the first map.
  const document = parseDocument(text.replace(/^\uFEFF/, ''), options);
  const source: Source = { document, counter, aliases: 0 };
  const { errors, contents } = source.document;
  const unlike = text.search(UNLIKE_BREAK);
  if (unlike >= 0)
    throw refusedAt(
      source,
      unlike,
      'only some versions of YAML take a character here for a line end',
    );
  const [error] = errors;
  if (error !== undefined) throw refusedAt(source, error.pos[0], firstSentence(error.message));
  if (contents === null || isNothing(contents)) return [];
  if (!isSeq(contents)) throw refused(source, contents, 'this is not a list of images');
  return contents.items.flatMap((item) => readImage(source, item));
}

function readImage(source: Source, item: unknown): Listing[] {
  const keys = keysOf(source, item, 'an image');
  for (const [key, { node }] of keys)
    if (key !== 'name' && key !== 'dmap')
      throw refused(source, node, `an image has "${key}", which promoters do not know`);
  const image = textOf(source, keys.get('name')?.value, 'the name of an image');
  if (image === '') throw refused(source, item, 'an image has no name');
  const dmap = keys.get('dmap')?.value;
  const start: Listing = { image, digest: undefined, tags: [] };
  if (isNothing(dmap)) return [start];
  const entries = [...keysOf(source, dmap, `"dmap" of ${image}`)];
  return [
    start,
    ...entries.map(([digest, { value }]) => ({ image, digest, tags: readTags(source, value) })),
  ];
}

function readTags(source: Source, value: unknown): string[] {
  const tags = resolved(source, value);
  if (isNothing(tags)) return [];
  if (!isSeq(tags)) throw refused(source, tags, 'the tags of a digest are not a list');
  return tags.items.map((tag) => textOf(source, tag, 'a tag'));
}

/** The keys of a map, with the nodes of key and value. */
function keysOf(source: Source, value: unknown, what: string) {
  const map = resolved(source, value);
  if (!isMap(map)) throw refused(source, map, `${what} is not a map`);
  const keys = new Map<string, { node: unknown; value: unknown }>();
  for (const pair of map.items) {
    const key = textOf(source, pair.key, 'a key');
    if (keys.has(key)) throw refused(source, pair.key, `"${key}" stands in this map twice`);
    keys.set(key, { node: pair.key, value: pair.value });
  }
  return keys;
}

function textOf(source: Source, value: unknown, what: string): string {
  const scalar = resolved(source, value);
  if (isText(scalar)) return scalar.value;
  throw refused(source, scalar, `${what} is not a text`);
}

function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}

/** The node itself, or the one that it is an alias of. */
function resolved(source: Source, node: unknown): unknown {
  if (!isAlias(node)) return node;
  source.aliases += 1;
  if (source.aliases > MOST_ALIASES) throw refused(source, node, 'this list has too many aliases');
  return node.resolve(source.document);
}

/** An empty node is an empty text where all texts are texts. */
function isNothing(node: unknown): boolean {
  return node === undefined || node === null || (isScalar(node) && !node.value);
}

function refused(source: Source, node: unknown, reason: string): RingmasterError {
  return refusedAt(source, hasRange(node) ? node.range[0] : 0, reason);
}

function hasRange(node: unknown): node is Pick<ParsedNode, 'range'> {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function refusedAt({ counter }: Source, offset: number, reason: string): RingmasterError {
  const { line } = counter.linePos(offset);
  return refusal(reason, { line, advice: 'Correct the list by hand first.' });
}

/** Messages of the library end in an excerpt of the text, which is untrusted. */
function firstSentence(message: string): string {
  return message.split(/ at line [0-9]+|\n/)[0] ?? message;
}
