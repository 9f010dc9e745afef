import { messageOf } from '../domain/errors.ts';
import { readValue, replaceValue } from '../files/yaml-value.ts';
import { refusal } from './refusal.ts';
import { repositoryPath } from './repository-path.ts';

/** A file, or one value in a YAML or JSON file, that is a version by itself. */
export interface PlainReference {
  readonly path: string;
  /** The dotted key of the value; undefined where the whole file is the version. */
  readonly key: string | undefined;
}

/** A value, or why there is none. */
export type PlainValue = { readonly value: string } | { readonly trouble: string };

const EMPTY = { trouble: 'says nothing' };

const CLOUD_BUILD = /(?:^|\/)cloudbuild\.ya?ml$/;
const IS_YAML = /\.(?:ya?ml|json)$/;

/**
 * Reads how a process names a version without zeitgeist: `VERSION` is a whole file,
 * `Chart.yaml:appVersion` a value. In a `cloudbuild.yaml` a name that begins with `_`
 * is a substitution: `cloudbuild.yaml:_IMG_VERSION`.
 */
export function plainReference(
  written: string,
): { readonly reference: PlainReference } | { readonly trouble: string } {
  const colon = written.indexOf(':');
  const [file, key] = colon < 0 ? [written] : [written.slice(0, colon), written.slice(colon + 1)];
  const place = repositoryPath(file);
  if ('trouble' in place) return place;
  const { path } = place;
  if (key?.trim() === '') return { trouble: 'names no key behind the colon' };
  if (key === undefined && IS_YAML.test(path))
    return { trouble: `holds many values; name one, such as ${path}:version` };
  const isSubstitution = CLOUD_BUILD.test(path) && key?.startsWith('_');
  return { reference: { path, key: isSubstitution ? `substitutions.${key}` : key } };
}

/** The version that stands there, without blanks around it. Never throws. */
export function readPlain(text: string | undefined, { key }: PlainReference): PlainValue {
  if (text === undefined) return { trouble: 'does not exist' };
  if (key === undefined) return text.trim() === '' ? EMPTY : { value: text.trim() };
  try {
    const { value } = readValue(text, key);
    if (value === undefined) return { trouble: `has no key ${key}` };
    return value === '' ? EMPTY : { value };
  } catch (error) {
    return { trouble: `cannot be read: ${messageOf(error)}` };
  }
}

/**
 * The text with another version there; comments, quotes and line ends stay.
 * @throws RingmasterError `edit-refused` where it is not a single value, or not there.
 */
export function setPlain(text: string, reference: PlainReference, version: string): string {
  const { path, key } = reference;
  const found = readPlain(text, reference);
  if ('trouble' in found)
    throw refusal(`${path} ${found.trouble}`, { advice: 'Correct the file first.' });
  if (found.value === version) return text;
  const changed =
    key === undefined ? replaceWhole(text, version) : replaceValue(text, key, version);
  if (changed !== undefined) return changed;
  throw refusal(`${path} cannot be changed without doubt`, { advice: 'Set the version by hand.' });
}

/** Only a file of a single word is a version by itself. */
function replaceWhole(text: string, version: string): string | undefined {
  const parts = /^(\uFEFF?\s*)(\S+)(\s*)$/.exec(text);
  if (parts === null || /\s/.test(version) || version === '') return undefined;
  return `${parts[1]}${version}${parts[3]}`;
}
