import { parse } from 'yaml';
import { isSafePlain } from '../list/scalar.ts';

/** Both are in use: promoters read by 1.1, most other tools by 1.2. */
const READERS = [
  { version: '1.1', schema: 'yaml-1.1' },
  { version: '1.2', schema: 'core' },
] as const;

/**
 * What some reader of YAML takes a plain word for, such as `the number 1.1` for
 * `1.10`; undefined where all of them see the text that it is.
 *
 * @param word one that can be a name or a tag, so that it holds none of YAML's signs.
 */
export function otherReading(word: string): string | undefined {
  if (isSafePlain(word)) return undefined;
  for (const reader of READERS) {
    const value: unknown = parse(word, reader);
    if (typeof value !== 'string') return described(value, word);
  }
  return undefined;
}

function described(value: unknown, word: string): string {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return String(value) === word ? 'a number' : `the number ${value}`;
    case 'boolean':
      return `the truth value ${value}`;
    default:
      return value instanceof Date ? 'a date' : 'nothing at all';
  }
}
