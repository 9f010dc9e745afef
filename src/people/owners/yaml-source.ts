import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { messageOf, type RingmasterError } from '../../domain/errors.ts';
import { untrusted } from './untrusted.ts';

/** A file's YAML, with what is needed to say where in it something stands. */
export interface Source {
  /** Its path, as people are told it. */
  readonly file: string;
  readonly document: Document.Parsed;
  readonly counter: LineCounter;
  aliases: number;
}

/** A key of a map, as a node, and what stands behind it. */
export interface Field {
  readonly key: unknown;
  readonly value: unknown;
}

/** A text of a list, and its node. */
export interface Entry {
  readonly text: string;
  readonly node: unknown;
}

/** In UTF-16 units. The largest file known has a quarter of it. */
const LARGEST_FILE = 65_536;

/** References of YAML (`*name`) in a file: enough for people, too few to make it grow. */
const MOST_ALIASES = 50;

/** Of a message of the YAML library, which may hold a part of the text. */
const LONGEST_REASON = 200;

/** @throws RingmasterError `owners-invalid` where the text is too large or no YAML. */
export function openYaml(text: string, file: string): Source {
  if (text.length > LARGEST_FILE)
    throw untrusted(file, `it has more than ${LARGEST_FILE} characters`);
  const counter = new LineCounter();
  // The library takes a byte order mark for a column, which breaks the first map.
  const document = parsed(text.replace(/^\uFEFF/, ''), { file, counter });
  const source: Source = { file, document, counter, aliases: 0 };
  const [problem] = [...document.errors, ...document.warnings];
  if (problem?.code === 'MULTIPLE_DOCS')
    throw refusedAt(source, problem.pos[0], 'it holds more than one document');
  if (problem !== undefined)
    throw refusedAt(source, problem.pos[0], problem.message.slice(0, LONGEST_REASON));
  return source;
}

function parsed(text: string, { file, counter }: Pick<Source, 'file' | 'counter'>) {
  try {
    // Keys are compared where they are read: the library would compare each with every other.
    const options = { version: '1.2', uniqueKeys: false, prettyErrors: false } as const;
    return parseDocument(text, { ...options, lineCounter: counter });
  } catch (overflow) {
    throw untrusted(file, messageOf(overflow));
  }
}

/** The fields of a map by their names; none where nothing is written. */
export function fieldsOf(source: Source, node: unknown, what: string): ReadonlyMap<string, Field> {
  const map = written(source, node);
  const fields = new Map<string, Field>();
  if (map === undefined) return fields;
  if (!isMap(map)) throw refused(source, map, `${what} is no map`);
  for (const { key, value } of map.items) {
    const name = textOf(source, key);
    if (name === undefined) throw refused(source, key, `${what} has a key that is no text`);
    if (fields.has(name)) throw refused(source, key, `${what} has ${quoted(name)} twice`);
    fields.set(name, { key, value });
  }
  return fields;
}

/** The texts of a list; none where nothing is written. */
export function entriesOf(source: Source, node: unknown, what: string): readonly Entry[] {
  const list = written(source, node);
  if (list === undefined) return [];
  if (!isSeq(list)) throw refused(source, list, `${what} is no list`);
  return list.items.map((item: unknown) => {
    const text = textOf(source, item);
    if (text !== undefined && text !== '') return { text, node: item };
    throw refused(source, item, `${what} holds ${described(resolved(source, item))}`);
  });
}

/** True or false, as YAML 1.2 writes them; false where nothing is written. */
export function flagOf(source: Source, node: unknown, what: string): boolean {
  const flag = written(source, node);
  if (flag === undefined) return false;
  if (isScalar(flag) && typeof flag.value === 'boolean') return flag.value;
  throw refused(source, flag, `${what} is neither true nor false`);
}

/** The node, or the one that it refers to; undefined where nothing is written. */
export function written(source: Source, node: unknown): unknown {
  const target = resolved(source, node);
  const isNothing = target === null || target === undefined;
  return isNothing || (isScalar(target) && target.value === null) ? undefined : target;
}

export function refused(source: Source, node: unknown, reason: string): RingmasterError {
  return refusedAt(source, offsetOf(node), reason);
}

/** A text from a file as a message shows it: in quotation marks, and not without end. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function resolved(source: Source, node: unknown): unknown {
  if (!isAlias(node)) return node;
  source.aliases += 1;
  if (source.aliases > MOST_ALIASES)
    throw refused(source, node, `it has more than ${MOST_ALIASES} references`);
  const target = node.resolve(source.document);
  if (target !== undefined) return target;
  throw refused(source, node, `it refers to ${quoted(node.source)}, which is nowhere above`);
}

function textOf(source: Source, node: unknown): string | undefined {
  const scalar = resolved(source, node);
  return isScalar(scalar) && typeof scalar.value === 'string' ? scalar.value : undefined;
}

function described(node: unknown): string {
  if (!isScalar(node)) return `${isMap(node) ? 'a map' : 'a list'}, which is no login and no label`;
  const value = node.value === '' ? 'an empty text' : String(node.value);
  return `${value}, which is no login and no label as it stands: put it in quotation marks`;
}

function refusedAt({ file, counter }: Source, offset: number, reason: string): RingmasterError {
  const { line } = counter.linePos(offset);
  return untrusted(file, line > 0 ? `line ${line}: ${reason}` : reason);
}

function offsetOf(node: unknown): number {
  if (typeof node !== 'object' || node === null || !('range' in node)) return 0;
  const [start]: unknown[] = Array.isArray(node.range) ? node.range : [];
  return typeof start === 'number' ? start : 0;
}
