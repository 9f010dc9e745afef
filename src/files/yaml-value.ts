import { isScalar, parseDocument, type Scalar } from 'yaml';
import { RingmasterError } from '../domain/errors.ts';

/** A value of a YAML or JSON file, by its dotted key: `image.tag`. */
export interface ValueFound {
  /** As it is written, without quotes; undefined where there is no such key. */
  readonly value: string | undefined;
}

/**
 * Reads one value of a YAML text as people wrote it: an unquoted `1.10` stays
 * `1.10`, although YAML takes it for the number 1.1.
 * @throws RingmasterError `artifact-invalid` where the text is no YAML, or the key holds no plain value.
 */
export function readValue(text: string, key: string): ValueFound {
  const scalar = scalarAt(text, key);
  return { value: scalar === undefined ? undefined : textOf(scalar) };
}

/**
 * The same text with one value replaced: nothing else changes, not even the
 * style of its quotes. Undefined where that cannot be done without doubt.
 */
export function replaceValue(text: string, key: string, value: string): string | undefined {
  const scalar = scalarAt(text, key);
  const range = scalar?.range;
  if (scalar === undefined || !range || /[\n\r]/.test(value)) return undefined;
  const written = styled(scalar, value);
  const changed = `${text.slice(0, range[0])}${written}${text.slice(range[1])}`;
  return isOnlyChange(text, changed, { key, value }) ? changed : undefined;
}

function styled({ type }: Scalar, value: string): string {
  if (type === 'QUOTE_SINGLE') return `'${value.replaceAll("'", "''")}'`;
  if (type === 'PLAIN' && isPlainText(value)) return value;
  return JSON.stringify(value);
}

/** Whether YAML reads a bare word as that very text. */
function isPlainText(value: string): boolean {
  const document = parseDocument(`a: ${value}`, { version: '1.2' });
  return document.errors.length === 0 && document.get('a') === value;
}

function isOnlyChange(
  before: string,
  after: string,
  { key, value }: { key: string; value: string },
): boolean {
  const [old, now] = [parseDocument(before), parseDocument(after)];
  if (now.errors.length > 0) return false;
  try {
    old.setIn(key.split('.'), value);
    return JSON.stringify(old.toJS()) === JSON.stringify(now.toJS());
  } catch {
    // A file whose aliases unfold without end cannot be compared, so it is not changed.
    return false;
  }
}

function scalarAt(text: string, key: string): Scalar | undefined {
  const document = parseDocument(text, { version: '1.2', prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw new RingmasterError('artifact-invalid', error.message);
  const node = document.getIn(key.split('.'), true);
  if (node === undefined) return undefined;
  if (isScalar(node)) return node;
  throw new RingmasterError('artifact-invalid', `"${key}" holds more than one value`);
}

function textOf({ value, source }: Scalar): string {
  return typeof value === 'string' ? value : (source ?? String(value));
}
