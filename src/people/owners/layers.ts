import type { Pattern } from '../../patterns/re2.ts';
import { type Aliases, expanded } from './names.ts';
import type { Kind, Lists, OwnersFile } from './owners-file.ts';
import { pathBelow } from './repository-path.ts';
import { untrusted } from './untrusted.ts';
import { quoted } from './yaml-source.ts';

/** What one file says of a path. */
export interface Layer {
  /** The file's path from the root. */
  readonly file: string;
  /** None where the file only ends the way up. */
  readonly names: readonly string[];
}

/** A directory, or a Markdown file, with what its owners' file says once aliases are resolved. */
export interface Place {
  readonly file: string;
  readonly rules: readonly (Lists & { readonly filter: Pattern | undefined })[];
  readonly noParentOwners: boolean;
}

interface Who {
  readonly aliases: Aliases;
  readonly collaborators: ReadonlySet<string> | undefined;
}

/** @throws RingmasterError `owners-invalid` for a name that is neither an alias nor a login. */
export function placeOf(path: string, file: OwnersFile, { aliases, collaborators }: Who): Place {
  const people = (names: readonly string[]) => {
    const found = expanded(names, aliases);
    if ('logins' in found) return found.logins;
    throw untrusted(path, `${quoted(found.unknown)} is no alias, and no login on GitHub`);
  };
  const among = (names: readonly string[]) =>
    people(names).filter((login) => collaborators?.has(login) ?? true);
  const rules = file.rules.map(({ filter, approvers, reviewers, requiredReviewers, labels }) => ({
    filter,
    approvers: among(approvers),
    reviewers: among(reviewers),
    requiredReviewers: people(requiredReviewers),
    labels,
  }));
  return { file: path, rules, noParentOwners: file.noParentOwners };
}

/**
 * Goes from a path up to the root and gathers one list. `no_parent_owners` ends the way
 * only once something of this list was found, in its own directory or below: as Prow does.
 * @param way the path and all directories above it.
 */
export function walk(
  way: readonly string[],
  kind: Kind,
  at: (directory: string) => Place | undefined,
): readonly Layer[] {
  const [path = ''] = way;
  const layers: Layer[] = [];
  for (const directory of way) {
    const place = at(directory);
    if (place === undefined) continue;
    const names = namesIn(place, kind, pathBelow(directory, path));
    const isLast = place.noParentOwners && names.length + layers.length > 0;
    if (names.length > 0 || isLast) layers.push({ file: place.file, names });
    if (isLast) break;
  }
  return layers;
}

function namesIn({ rules }: Place, kind: Kind, below: string): readonly string[] {
  return rules.flatMap((rule) =>
    rule[kind].length > 0 && (rule.filter?.isIn(below) ?? true) ? rule[kind] : [],
  );
}
