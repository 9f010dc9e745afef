import { parseDocument } from 'yaml';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import { foldLogin, isLogin } from '../domain/login.ts';

/** Who may approve, by login, folded and each once. */
export interface Owners {
  readonly approvers: readonly string[];
}

/** Text of an OWNERS file and of the repository's OWNERS_ALIASES, where there is one. */
export interface OwnersFiles {
  readonly owners: string;
  readonly aliases: string | undefined;
}

/**
 * Reads an OWNERS file in the simple form that Prow documents: `approvers:` with
 * logins and aliases.
 *
 * Prow goes on with whatever it could make of a broken file. We do not: a person
 * who is missing from a broken alias, or a stranger who slipped into one, would
 * decide a release. `filters:` are refused, not ignored.
 * @throws RingmasterError `owners-invalid`, saying which file and what is wrong.
 */
export function readOwners({ owners, aliases }: OwnersFiles): Owners {
  const file = mapIn(owners, 'OWNERS');
  if ('filters' in file)
    throw invalid(
      'OWNERS',
      'it uses "filters:", which is not read here; list "approvers:" at the top',
    );
  const groups =
    aliases === undefined ? new Map<string, readonly string[]>() : readAliases(aliases);
  const named = listIn(file, 'approvers', 'OWNERS');
  const logins = named.flatMap((name) => groups.get(foldLogin(name)) ?? [login(name, 'OWNERS')]);
  if (logins.length === 0) throw invalid('OWNERS', 'it names no approvers');
  return { approvers: [...new Set(logins)] };
}

function readAliases(text: string): ReadonlyMap<string, readonly string[]> {
  const { aliases } = mapIn(text, 'OWNERS_ALIASES');
  if (!isMap(aliases)) throw invalid('OWNERS_ALIASES', 'it has no "aliases:" with names and lists');
  return new Map(
    Object.keys(aliases).map((name) => {
      const members = listIn(aliases, name, 'OWNERS_ALIASES');
      return [foldLogin(name), members.map((member) => login(member, 'OWNERS_ALIASES'))];
    }),
  );
}

function mapIn(text: string, file: string): Readonly<Record<string, unknown>> {
  const data = dataIn(text, file);
  if (!isMap(data)) throw invalid(file, 'it is no map of names and lists');
  return data;
}

function dataIn(text: string, file: string): unknown {
  const document = parseDocument(text, { version: '1.2', prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw invalid(file, error.message);
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (bomb) {
    throw invalid(file, messageOf(bomb));
  }
}

function listIn(
  map: Readonly<Record<string, unknown>>,
  key: string,
  file: string,
): readonly string[] {
  const list = map[key] ?? [];
  if (!Array.isArray(list)) throw invalid(file, `"${key}" is no list`);
  const words: readonly unknown[] = list;
  return words.map((word) => {
    if (typeof word !== 'string')
      throw invalid(file, `"${key}" holds ${JSON.stringify(word)}, which is no login`);
    return word;
  });
}

function login(text: string, file: string): string {
  const folded = foldLogin(text);
  if (!isLogin(folded)) throw invalid(file, `${JSON.stringify(text)} is no login on GitHub`);
  return folded;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(file: string, reason: string): RingmasterError {
  return new RingmasterError('owners-invalid', `${file} cannot be trusted: ${reason}`, {
    advice: `Mend ${file} on the default branch; until then nobody counts as a member`,
  });
}
