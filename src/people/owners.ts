import { readAliases } from './owners/aliases.ts';
import { placeOf, walk } from './owners/layers.ts';
import { readOwnersFile } from './owners/owners-file.ts';
import { untrusted } from './owners/untrusted.ts';

/** Who may approve, by login, folded and each once. */
export interface Owners {
  readonly approvers: readonly string[];
}

/** Text of an OWNERS file and of the repository's OWNERS_ALIASES, where there is one. */
export interface OwnersFiles {
  readonly owners: string;
  readonly aliases: string | undefined;
  /** Where the OWNERS file stands, for messages. */
  readonly path?: string;
}

/**
 * Reads one OWNERS file as a group of people: the approvers of its directory itself, in
 * the order of the file. Directories above do not count, and of `filters` only those
 * that fit the directory, such as `.*`.
 *
 * Prow goes on with whatever it could make of a broken file. We do not: a person
 * who is missing from a broken alias, or a stranger who slipped into one, would
 * decide a release.
 * @throws RingmasterError `owners-invalid`, saying which file and what is wrong.
 */
export function readOwners({ owners, aliases, path = 'OWNERS' }: OwnersFiles): Owners {
  const file = readOwnersFile(owners, path);
  const place = placeOf(path, file, {
    aliases: aliases === undefined ? new Map() : readAliases(aliases),
    collaborators: undefined,
  });
  const approvers = walk([''], 'approvers', () => place).flatMap(({ names }) => names);
  if (approvers.length === 0) throw untrusted(path, 'it names no approvers');
  return { approvers: [...new Set(approvers)] };
}
