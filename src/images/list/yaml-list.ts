import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { shown } from './shown.ts';
import {
  type Complaint,
  complain,
  isNothing,
  lineAtOffset,
  resolved,
  type Source,
  type Word,
  wordOf,
} from './yaml-source.ts';

/** One image of a list, by the rules of YAML. */
export interface YamlImage {
  readonly name: Word;
  readonly entries: readonly { readonly digest: Word; readonly tags: readonly Word[] }[];
}

/** All images that could be made out, and all that is wrong, each in the order of the text. */
export interface YamlList {
  readonly images: readonly YamlImage[];
  readonly complaints: readonly Complaint[];
}

/** Line ends of YAML 1.1, which most promoters read, and plain characters of YAML 1.2. */
const UNLIKE_BREAK = /[\u0085\u2028\u2029]/;

/**
 * What a list says by the rules of YAML, every text as text.
 *
 * For lists that are written otherwise than line by line. Never throws: what
 * is no part of a list of images is told and left out. A text that is no YAML,
 * or more than one document, says nothing at all.
 */
export function readYamlList(text: string): YamlList {
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
  const source: Source = { document, counter, complaints: [], aliases: 0 };
  const images = isReadable(source, text) ? readImages(source, document.contents) : [];
  return { images, complaints: source.complaints };
}

function isReadable(source: Source, text: string): boolean {
  const unlike = text.search(UNLIKE_BREAK);
  const [error] = source.document.errors;
  if (unlike >= 0)
    refuse(source, unlike, 'only some versions of YAML take a character here for a line end');
  else if (error !== undefined) refuse(source, error.pos[0], firstSentence(error.message));
  return unlike < 0 && error === undefined;
}

function readImages(source: Source, contents: unknown): YamlImage[] {
  if (isNothing(contents)) return [];
  if (isSeq(contents)) return contents.items.flatMap((item) => readImage(source, item));
  complain(source, contents, 'this is not a list of images');
  return [];
}

function readImage(source: Source, item: unknown): YamlImage[] {
  const keys = keysOf(source, item, 'an image');
  for (const [key, { word }] of keys)
    if (key !== 'name' && key !== 'dmap') complainOfKey(source, word);
  const name = nameIn(source, item, keys);
  if (name === undefined) return [];
  const dmap = keys.get('dmap')?.value;
  if (isNothing(dmap)) return [{ name, entries: [] }];
  const entries = [...keysOf(source, dmap, `"dmap" of ${shown(name.text)}`).values()];
  return [
    {
      name,
      entries: entries.map(({ word, value }) => ({ digest: word, tags: readTags(source, value) })),
    },
  ];
}

type Keys = Map<string, { readonly word: Word; readonly value: unknown }>;

function nameIn(source: Source, item: unknown, keys: Keys): Word | undefined {
  const value = keys.get('name')?.value;
  if (!isNothing(value)) return wordOf(source, value, 'the name of an image');
  if (keys.size > 0 || isMap(item)) complain(source, item, 'an image has no name');
  return undefined;
}

function readTags(source: Source, value: unknown): Word[] {
  if (isNothing(value)) return [];
  const tags = resolved(source, value);
  if (isSeq(tags)) return tags.items.flatMap((tag) => wordOf(source, tag, 'a tag') ?? []);
  if (!isNothing(tags)) complain(source, value, 'the tags of a digest are not a list');
  return [];
}

/** The keys of a map with their values, each once; none where it is no map. */
function keysOf(source: Source, value: unknown, what: string): Keys {
  const keys: Keys = new Map();
  const map = resolved(source, value);
  if (!isMap(map)) {
    complain(source, value, `${what} is not a map`);
    return keys;
  }
  for (const pair of map.items) {
    const word = wordOf(source, pair.key, 'a key');
    if (word === undefined) continue;
    if (!keys.has(word.text)) keys.set(word.text, { word, value: pair.value });
    else complain(source, pair.key, `${shown(word.text)} stands in this map twice`, 'key-twice');
  }
  return keys;
}

function complainOfKey({ complaints }: Source, { text, line }: Word): void {
  const message = `an image has ${shown(text)}, which promoters do not know`;
  complaints.push({ about: 'unknown-key', line, message });
}

function refuse(source: Source, offset: number, message: string): void {
  source.complaints.push({ about: 'no-list', line: lineAtOffset(source, offset), message });
}

/** Messages of the library end in an excerpt of the text, which is untrusted. */
function firstSentence(message: string): string {
  return message.split(/ at line [0-9]+|\n/)[0] ?? message;
}
