import { RingmasterError } from '../domain/errors.ts';

/**
 * One object of a JSON document that a stranger wrote. `at` says where it
 * stands in the document, for the error that may follow.
 */
export interface Part {
  readonly at: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Each key as a reader that does not tell upper from lower case would see it. */
  readonly keys: ReadonlyMap<string, string>;
}

/** No manifest or config of an image is larger: 4 MiB, as most registries have it. */
const DOCUMENT_LIMIT = 4 * 1024 * 1024;

/** Messages quote the document, and its author decides how long its words are. */
const LONGEST_MESSAGE = 300;

/**
 * Reads bytes as one JSON object.
 * @throws RingmasterError `artifact-invalid` for what is too large, not UTF-8, or not one JSON object.
 */
export function readDocument(bytes: Uint8Array, at: string): Part {
  if (bytes.byteLength > DOCUMENT_LIMIT)
    throw invalid(at, `is larger than ${DOCUMENT_LIMIT} bytes`);
  return partOf(parsed(bytes, at), at);
}

/** The text under a key; undefined where the key is missing. */
export function textIn(part: Part, key: string): string | undefined {
  const value = valueIn(part, key);
  if (value === undefined || typeof value === 'string') return value;
  throw invalid(`${part.at}.${key}`, 'is not a text');
}

/** The number of bytes under a key, which must be there. */
export function sizeIn(part: Part, key: string): number {
  const value = valueIn(part, key);
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(`${part.at}.${key}`, 'is not a number of bytes');
}

/** The object under a key; undefined where the key is missing or null. */
export function partIn(part: Part, key: string): Part | undefined {
  const value = valueIn(part, key);
  return value === undefined || value === null ? undefined : partOf(value, `${part.at}.${key}`);
}

/** The objects listed under a key; undefined where the key is missing. */
export function partsIn(part: Part, key: string): readonly Part[] | undefined {
  const value = valueIn(part, key);
  if (value === undefined) return undefined;
  const at = `${part.at}.${key}`;
  if (!Array.isArray(value)) throw invalid(at, 'is not a list');
  return value.map((member, index) => partOf(member, `${at}[${index}]`));
}

/** The map from text to text under a key, such as labels; empty where the key is missing or null. */
export function textsIn(part: Part, key: string): Readonly<Record<string, string>> {
  const value = valueIn(part, key);
  if (value === undefined || value === null) return {};
  const at = `${part.at}.${key}`;
  if (!isObject(value)) throw invalid(at, 'is not an object');
  const texts = Object.entries(value).map(([name, text]): [string, string] => {
    if (typeof text !== 'string') throw invalid(`${at}["${name}"]`, 'is not a text');
    return [name, text];
  });
  return Object.fromEntries(texts);
}

/** An `artifact-invalid` error that says what is wrong at which place of a document. */
export function invalid(at: string, problem: string): RingmasterError {
  const message = `${at} ${problem}`;
  const isLong = message.length > LONGEST_MESSAGE;
  const shown = isLong ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  return new RingmasterError('artifact-invalid', shown);
}

function parsed(bytes: Uint8Array, at: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    const message = `${at} is not JSON in UTF-8`;
    throw new RingmasterError('artifact-invalid', message, { cause });
  }
}

/**
 * Go, in which most registries and runtimes are written, reads JSON keys
 * without regard to case. A document with `manifests` and `Manifests` is
 * therefore two documents to two readers, and refused.
 */
function partOf(value: unknown, at: string): Part {
  if (!isObject(value)) throw invalid(at, 'is not an object');
  const keys = new Map<string, string>();
  for (const key of Object.keys(value)) {
    const twin = keys.get(folded(key));
    if (twin !== undefined) throw invalid(at, `has both "${twin}" and "${key}"`);
    keys.set(folded(key), key);
  }
  return { at, value, keys };
}

function valueIn({ at, value, keys }: Part, key: string): unknown {
  const written = keys.get(folded(key));
  if (written !== undefined && written !== key) {
    throw invalid(at, `has "${written}", which some readers take for "${key}"`);
  }
  return written === undefined ? undefined : value[written];
}

/** Upper case first: only so do the long s and the Kelvin sign meet their ASCII twins. */
function folded(key: string): string {
  return key.toUpperCase().toLowerCase();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
