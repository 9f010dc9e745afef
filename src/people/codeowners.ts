import { foldLogin, isLogin } from '../domain/login.ts';
import type { Pattern } from '../patterns/re2.ts';
import { ownedPaths } from './codeowners/owned-paths.ts';
import { pathWithin } from './owners/repository-path.ts';
import { untrusted } from './owners/untrusted.ts';

/** Where GitHub looks for the file, in this order; the first one counts. */
export const CODEOWNERS_FILES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

/** Who owns code: a person, a team of an organization, or whoever has an address. */
export type CodeOwner =
  | { readonly kind: 'login'; readonly login: string }
  | { readonly kind: 'team'; readonly organization: string; readonly team: string }
  | { readonly kind: 'address'; readonly address: string };

/** A line of the file. */
export interface CodeRule {
  /** Counted from 1. */
  readonly line: number;
  readonly pattern: string;
  /** None where the line says that nobody owns what fits it. */
  readonly owners: readonly CodeOwner[];
}

export interface CodeOwners {
  /** The last line that fits a path; undefined where none does. */
  ruleFor(path: string): CodeRule | undefined;
}

/** In UTF-16 units; GitHub does not load a file that is larger than 3 MB. */
const LARGEST_FILE = 3_000_000;

const MOST_RULES = 10_000;

/**
 * Reads a CODEOWNERS file by the rules of GitHub: the last line that fits decides alone.
 *
 * GitHub passes over a line with a mistake, so that an earlier one decides in its place.
 * Here a mistake spoils the file.
 * @param path names the file in messages.
 * @throws RingmasterError `owners-invalid`, with the line; so does `ruleFor` for what is
 * no path of a repository.
 */
export function readCodeOwners(text: string, path: string): CodeOwners {
  if (text.length > LARGEST_FILE)
    throw untrusted(path, `it has more than ${LARGEST_FILE} characters`);
  const rules = text.split(/\r?\n/).flatMap((line, index) => readLine(line, index + 1, path) ?? []);
  if (rules.length > MOST_RULES) throw untrusted(path, `it has more than ${MOST_RULES} lines`);
  return {
    ruleFor(asked) {
      const subject = pathWithin(asked);
      return rules.findLast(({ paths }) => paths.isIn(subject))?.rule;
    },
  };
}

function readLine(
  text: string,
  line: number,
  path: string,
): { readonly rule: CodeRule; readonly paths: Pattern } | undefined {
  const [pattern, ...names] = wordsOf(text);
  if (pattern === undefined) return undefined;
  const paths = ownedPaths(pattern);
  if (typeof paths === 'string') throw untrusted(path, `line ${line}: ${paths}`);
  const owners = names.map((name) => {
    const owner = ownerOf(name);
    if (owner !== undefined) return owner;
    const reason = `${JSON.stringify(name)} is no @login, no @organization/team and no address`;
    throw untrusted(path, `line ${line}: ${reason}`);
  });
  return { rule: { line, pattern, owners }, paths };
}

/** Words between blanks, up to a comment; a backslash keeps a blank in its word. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:\\[^\n]|[^ \t\\]|\\$)+/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith('#'));
  return comment < 0 ? words : words.slice(0, comment);
}

function ownerOf(word: string): CodeOwner | undefined {
  if (!word.startsWith('@'))
    return isAddress(word) ? { kind: 'address', address: word } : undefined;
  const [name = '', team, ...more] = word.slice(1).split('/');
  if (!isLogin(name) || more.length > 0) return undefined;
  if (team === undefined) return { kind: 'login', login: foldLogin(name) };
  if (!/^[A-Za-z\d][\w.-]*$/.test(team)) return undefined;
  return { kind: 'team', organization: foldLogin(name), team: foldLogin(team) };
}

function isAddress(word: string): boolean {
  const [local = '', domain = '', ...more] = word.split('@');
  return local !== '' && domain !== '' && more.length === 0 && /^[!-~]+$/.test(word);
}
