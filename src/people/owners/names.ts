import { foldLogin, isLogin } from '../../domain/login.ts';
import { type Entry, quoted, refused, type Source } from './yaml-source.ts';

/** Logins by the name that stands for them, all folded. */
export type Aliases = ReadonlyMap<string, readonly string[]>;

/**
 * The folded form of a login, or of a name that may stand for several.
 *
 * Letters outside ASCII are refused here already: some fold to ASCII ones, and
 * others only look like them.
 */
export function foldedName(source: Source, { text, node }: Entry): string {
  if (!/^[!-~]+$/.test(text)) throw refused(source, node, `${quoted(text)} is no login on GitHub`);
  return foldLogin(text);
}

/** A folded login. */
export function foldedLogin(source: Source, entry: Entry): string {
  const login = foldedName(source, entry);
  if (!isLogin(login))
    throw refused(source, entry.node, `${quoted(entry.text)} is no login on GitHub`);
  return login;
}

/**
 * The logins that names stand for, each once, in the order of the names. One level, as
 * Prow does it: what an alias holds are logins, also where another alias is called so.
 * @returns the name instead, where one is neither an alias nor a login.
 */
export function expanded(
  names: readonly string[],
  aliases: Aliases,
): { readonly logins: readonly string[] } | { readonly unknown: string } {
  const unknown = names.find((name) => !aliases.has(name) && !isLogin(name));
  if (unknown !== undefined) return { unknown };
  return { logins: [...new Set(names.flatMap((name) => aliases.get(name) ?? [name]))] };
}
