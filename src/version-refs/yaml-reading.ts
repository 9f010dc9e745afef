import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml';
import { messageOf } from '../domain/errors.ts';
import type { Problem } from './dependency.ts';

/** A key of a map with what stands behind it. */
export interface Field {
  readonly key: Node;
  readonly value: Node | undefined;
}

/** A YAML text that is read piece by piece, every text as text, with a list of what is wrong in it. */
export interface YamlReading {
  readonly root: Node | undefined;
  readonly problems: readonly Problem[];
  /** The fields of a map; undefined, and a problem, where it is none. */
  fields(node: Node | undefined, what: string): ReadonlyMap<string, Field> | undefined;
  /** The items of a list; undefined, and a problem, where it is none. */
  items(node: Node | undefined, what: string): readonly Node[] | undefined;
  /** A text; undefined where nothing is written. A problem, and undefined, where it is none. */
  text(node: Node | undefined, what: string): string | undefined;
  /** The node itself, or the one that it is an alias of; undefined where nothing is written. */
  resolved(node: Node | undefined): Node | undefined;
  complain(node: Node | undefined, message: string): void;
  /** The line where a node begins, counted from 1. */
  lineOf(node: Node | undefined): number;
}

/** So many aliases are enough for people, and too few to make a text grow without end. */
const MOST_ALIASES = 200;

/** More problems than this help nobody. */
const MOST_PROBLEMS = 50;

const LONGEST_QUOTE = 100;

/** Reads YAML in its failsafe schema, in which 1.10 is no number. Never throws. */
export function readYaml(text: string): YamlReading {
  const counter = new LineCounter();
  const problems: Problem[] = [];
  const tell = (offset: number, message: string) => {
    const { line, col } = counter.linePos(offset);
    if (problems.length < MOST_PROBLEMS)
      problems.push({ line: Math.max(1, line), column: Math.max(1, col), message });
  };
  const document = parsed(text, counter, tell);
  const complain = (node: Node | undefined, message: string) => tell(offsetOf(node), message);
  const resolved = resolver(document, complain);
  return {
    root: problems.length === 0 ? (document?.contents ?? undefined) : undefined,
    problems,
    complain,
    resolved,
    lineOf: (node) => Math.max(1, counter.linePos(offsetOf(node)).line),
    fields(node, what) {
      const map = resolved(node);
      if (isMap(map)) return fieldsOf(map.items, complain);
      complain(node, `${what} is no map of keys and values`);
    },
    items(node, what) {
      const list = resolved(node);
      if (isSeq(list)) return list.items.filter(isNode);
      complain(node, `${what} is no list`);
    },
    text(node, what) {
      const scalar = resolved(node);
      if (scalar === undefined) return undefined;
      if (isScalar(scalar) && typeof scalar.value === 'string') return scalar.value;
      complain(node, `${what} is no text`);
    },
  };
}

type Tell = (offset: number, message: string) => void;
type Complain = (node: Node | undefined, message: string) => void;

function parsed(text: string, lineCounter: LineCounter, tell: Tell) {
  try {
    const document = parseDocument(text, {
      schema: 'failsafe',
      // The library compares all keys of a map with each other; a set does it in one pass.
      uniqueKeys: false,
      // Its pretty errors copy a part of the text into each of many messages.
      prettyErrors: false,
      lineCounter,
    });
    for (const { pos, message } of document.errors) tell(pos[0], sentence(message));
    return document;
  } catch (error) {
    tell(0, sentence(messageOf(error)));
    return undefined;
  }
}

/** Thousands of brackets inside each other are beyond the library's depth, and it says so in its way. */
function sentence(message: string): string {
  return /call stack/i.test(message) ? 'it is nested too deeply' : shortened(message);
}

function resolver(document: Document.Parsed | undefined, complain: Complain) {
  let aliases = 0;
  const targetOf = (alias: Alias, from: Document): Node | undefined => {
    aliases += 1;
    if (aliases <= MOST_ALIASES) {
      const target = alias.resolve(from);
      if (target === undefined) complain(alias, `"${shortened(alias.source)}" stands for nothing`);
      return target;
    }
    if (aliases === MOST_ALIASES + 1) complain(alias, 'it has too many aliases');
    return undefined;
  };
  return (node: Node | undefined): Node | undefined => {
    const isFollowed = isAlias(node) && document !== undefined;
    return something(isFollowed ? targetOf(node, document) : node);
  };
}

function something(node: Node | undefined): Node | undefined {
  return node === undefined || isNothing(node) ? undefined : node;
}

function fieldsOf(
  items: readonly { readonly key: unknown; readonly value: unknown }[],
  complain: Complain,
): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const pair of items) {
    const named = namedKey(pair.key);
    const trouble = troubleWith(named?.name, fields);
    if (trouble !== undefined) complain(isNode(pair.key) ? pair.key : undefined, trouble);
    const value = isNode(pair.value) ? pair.value : undefined;
    if (named !== undefined) fields.set(named.name, { key: named.key, value });
  }
  return fields;
}

function troubleWith(
  name: string | undefined,
  others: ReadonlyMap<string, Field>,
): string | undefined {
  if (name === undefined) return 'a key is no text';
  return others.has(name) ? `"${shortened(name)}" stands in this map twice` : undefined;
}

function namedKey(key: unknown): { readonly name: string; readonly key: Node } | undefined {
  if (!isScalar(key) || typeof key.value !== 'string') return undefined;
  return { name: key.value, key };
}

/** What other readers take for nothing: they would see no text here. */
function isNothing(node: Node): boolean {
  if (!isScalar(node)) return false;
  const { value, type }: Scalar = node;
  return value === null || (type === 'PLAIN' && /^(?:|~|null|Null|NULL)$/.test(String(value)));
}

/** A text from outside, short enough for a message, and without what would command a terminal. */
export function shortened(text: string): string {
  const start = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return start.replaceAll(/\p{Cc}/gu, '\uFFFD');
}

function offsetOf(node: Node | undefined): number {
  return node?.range?.[0] ?? 0;
}
