import { isScalar, type Node } from 'yaml';
import type { Dependency, Problem, Reference, Scheme, Written } from './dependency.ts';
import { SCHEMES } from './dependency.ts';
import { repositoryPath } from './repository-path.ts';
import { type Field, readYaml, shortened, type YamlReading } from './yaml-reading.ts';

/** What a file says, or everything that is wrong in it. */
export type Declared =
  | { readonly dependencies: readonly Dependency[] }
  | { readonly problems: readonly Problem[] };

/** In characters; the largest known file has a tenth of it. */
const LARGEST = 262_144;
const MOST_DEPENDENCIES = 2_000;
const MOST_REFERENCES = 5_000;
const LONGEST_TEXT = 4_096;

const KEYS = ['name', 'version', 'scheme', 'sensitivity', 'upstream', 'refPaths'];
const REFERENCE_KEYS = ['path', 'match'];

/**
 * Reads a `dependencies.yaml` as zeitgeist defines it, with the line and column of
 * every mistake. An unknown key is a mistake, as it is for zeitgeist; so are a path
 * that leaves the repository and a key that stands twice.
 *
 * A reference without `match` is read: zeitgeist allowed it up to 0.5.4. Never throws.
 */
export function readDependencies(text: string): Declared {
  if (text.length > LARGEST)
    return {
      problems: [{ line: 1, column: 1, message: `it has more than ${LARGEST} characters` }],
    };
  const yaml = readYaml(text);
  const dependencies = yaml.problems.length === 0 ? readAll(yaml) : [];
  if (yaml.problems.length === 0) return { dependencies };
  return { problems: yaml.problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

function readAll(yaml: YamlReading): readonly Dependency[] {
  const fields = yaml.fields(yaml.root, 'the file');
  if (fields === undefined) return [];
  refuseOthers(yaml, fields, ['dependencies']);
  const list = fields.get('dependencies');
  if (list === undefined) {
    yaml.complain(yaml.root, '"dependencies" is missing');
    return [];
  }
  if (yaml.resolved(list.value) === undefined) return [];
  const items = yaml.items(list.value, '"dependencies"') ?? [];
  return withinBounds(yaml, items);
}

/** Stops where it gets too much: aliases may let a small file say the same a million times. */
function withinBounds(yaml: YamlReading, items: readonly Node[]): readonly Dependency[] {
  const found: Dependency[] = [];
  let references = 0;
  for (const item of items) {
    const dependency = readDependency(yaml, item);
    if (dependency === undefined) continue;
    found.push(dependency);
    references += dependency.references.length;
    if (found.length <= MOST_DEPENDENCIES && references <= MOST_REFERENCES) continue;
    const most = `${MOST_DEPENDENCIES} dependencies or ${MOST_REFERENCES} references`;
    yaml.complain(item, `it has more than ${most}`);
    break;
  }
  return found;
}

function readDependency(yaml: YamlReading, item: Node): Dependency | undefined {
  const fields = yaml.fields(item, 'a dependency');
  if (fields === undefined) return undefined;
  refuseOthers(yaml, fields, KEYS);
  const name = needed(yaml, { item, fields, key: 'name' });
  const version = needed(yaml, { item, fields, key: 'version' });
  const value = yaml.resolved(fields.get('version')?.value);
  const dependency = {
    scheme: readScheme(yaml, fields.get('scheme')),
    sensitivity: optional(yaml, fields, 'sensitivity'),
    upstream: readUpstream(yaml, fields.get('upstream')),
    references: readReferences(yaml, fields.get('refPaths')),
    line: yaml.lineOf(value),
  };
  const written = writtenAt(value);
  if (name === undefined || version === undefined || written === undefined) return undefined;
  return { name, version, ...dependency, written };
}

function readScheme(yaml: YamlReading, field: Field | undefined): Scheme {
  const text = yaml.text(field?.value, '"scheme"') || 'semver';
  const scheme = SCHEMES.find((each) => each === text);
  if (scheme === undefined)
    yaml.complain(
      field?.value,
      `"scheme" reads ${shortened(text)}: expected ${SCHEMES.join(', ')}`,
    );
  return scheme ?? 'semver';
}

function readUpstream(yaml: YamlReading, field: Field | undefined): ReadonlyMap<string, string> {
  const upstream = new Map<string, string>();
  if (yaml.resolved(field?.value) === undefined) return upstream;
  for (const [key, { value }] of yaml.fields(field?.value, '"upstream"') ?? [])
    upstream.set(key, yaml.text(value, `"${shortened(key)}" of "upstream"`) ?? '');
  return upstream;
}

function readReferences(yaml: YamlReading, field: Field | undefined): readonly Reference[] {
  if (yaml.resolved(field?.value) === undefined) return [];
  const items = yaml.items(field?.value, '"refPaths"') ?? [];
  return items.flatMap((item) => readReference(yaml, item) ?? []);
}

function readReference(yaml: YamlReading, item: Node): Reference | undefined {
  const fields = yaml.fields(item, 'an item of "refPaths"');
  if (fields === undefined) return undefined;
  refuseOthers(yaml, fields, REFERENCE_KEYS);
  const written = needed(yaml, { item, fields, key: 'path' });
  const match = optional(yaml, fields, 'match') || undefined;
  if (written === undefined) return undefined;
  const place = repositoryPath(written);
  if ('path' in place) return { path: place.path, match, line: yaml.lineOf(item) };
  yaml.complain(
    fields.get('path')?.value,
    `"path" reads ${shortened(written)}: it ${place.trouble}`,
  );
  return undefined;
}

interface Wanted {
  readonly item: Node;
  readonly fields: ReadonlyMap<string, Field>;
  readonly key: string;
}

/** A text of one line that must be there. */
function needed(yaml: YamlReading, { item, fields, key }: Wanted): string | undefined {
  const place = fields.get(key)?.value ?? item;
  const before = yaml.problems.length;
  const text = optional(yaml, fields, key);
  if (yaml.problems.length > before) return undefined;
  if (text === undefined || text === '') yaml.complain(place, `"${key}" is missing`);
  else if (/\p{Cc}/u.test(text)) yaml.complain(place, `"${key}" holds a control character`);
  else return text;
}

function optional(
  yaml: YamlReading,
  fields: ReadonlyMap<string, Field>,
  key: string,
): string | undefined {
  const node = fields.get(key)?.value;
  const text = yaml.text(node, `"${key}"`);
  if (text === undefined || text.length <= LONGEST_TEXT) return text;
  yaml.complain(node, `"${key}" has more than ${LONGEST_TEXT} characters`);
  return undefined;
}

function refuseOthers(
  yaml: YamlReading,
  fields: ReadonlyMap<string, Field>,
  known: readonly string[],
): void {
  for (const [key, field] of fields)
    if (!known.includes(key))
      yaml.complain(field.key, `unknown key "${shortened(key)}"; known here: ${known.join(', ')}`);
}

function writtenAt(node: Node | undefined): Written | undefined {
  if (!isScalar(node) || !node.range) return undefined;
  const [from, to] = node.range;
  const quote = { QUOTE_DOUBLE: '"', QUOTE_SINGLE: "'" } as const;
  const style =
    node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? quote[node.type] : '';
  return { from, to, quote: style };
}
