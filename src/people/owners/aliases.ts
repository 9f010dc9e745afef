import { isMap } from 'yaml';
import { refuseOthers } from './known-keys.ts';
import { type Aliases, foldedLogin, foldedName } from './names.ts';
import {
  type Entry,
  entriesOf,
  type Field,
  fieldsOf,
  openYaml,
  quoted,
  refused,
  type Source,
  written,
} from './yaml-source.ts';

/** Where aliases stand in a repository; in any other directory such a file means nothing. */
export const ALIASES_FILE = 'OWNERS_ALIASES';

/**
 * Reads an OWNERS_ALIASES file: `aliases:` with lists of logins by their name. An alias
 * may be empty, and its members may stand in braces.
 *
 * Prow goes on with those that it could read before a mistake. Here one mistake spoils
 * the file, because whoever is missing from an alias would be missing silently.
 * @throws RingmasterError `owners-invalid`
 */
export function readAliases(text: string): Aliases {
  const source = openYaml(text, ALIASES_FILE);
  const file = fieldsOf(source, source.document.contents, 'it');
  const field = file.get('aliases');
  if (field === undefined)
    throw refused(source, undefined, 'it has no "aliases:" with names and lists');
  refuseOthers(source, file, ['aliases']);
  const aliases = new Map<string, readonly string[]>();
  for (const [name, { key, value }] of fieldsOf(source, field.value, '"aliases"')) {
    const folded = foldedName(source, { text: name, node: key });
    if (aliases.has(folded)) throw refused(source, key, `it has the alias ${quoted(folded)} twice`);
    const members = membersOf(source, value, name).map((member) => foldedLogin(source, member));
    aliases.set(folded, [...new Set(members)]);
  }
  return aliases;
}

/** Members are a list, or the keys of a map in braces, which have no values. */
function membersOf(source: Source, value: unknown, name: string): readonly Entry[] {
  if (!isMap(written(source, value))) return entriesOf(source, value, quoted(name));
  return [...fieldsOf(source, value, quoted(name))].map(([text, field]) => {
    refuseValue(source, field, text);
    return { text, node: field.key };
  });
}

function refuseValue(source: Source, { key, value }: Field, name: string): void {
  if (written(source, value) !== undefined)
    throw refused(source, key, `${quoted(name)} is a member of an alias and has members itself`);
}
