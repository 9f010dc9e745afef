import { RingmasterError } from '../../domain/errors.ts';
import { ALIASES_FILE, readAliases } from './aliases.ts';
import { DENIED_DIRECTORIES, deniedBy } from './denied.ts';
import { type Layer, type Place, placeOf, walk } from './layers.ts';
import { markdownHeader } from './markdown-header.ts';
import type { Aliases } from './names.ts';
import {
  type Kind,
  type Lists,
  type OwnersFile,
  readHeader,
  readOwnersFile,
} from './owners-file.ts';
import { parentOf, pathWithin, upwards } from './repository-path.ts';

/** Who owns a path, each list sorted, and which files say so, the nearest first. */
export interface Owned extends Lists {
  readonly from: readonly string[];
}

/** All OWNERS files of a commit, read once, for as many paths as one likes. */
export interface OwnersTree {
  /**
   * The owners of a file or a directory, whether or not it exists.
   * @param path from the root of the repository.
   * @throws RingmasterError `owners-invalid` where a file that decides cannot be trusted.
   */
  resolve(path: string): Owned;
  /** The same for one list, by files, the nearest first: who stands in the first is Prow's leaf. */
  layers(path: string, kind: Kind): readonly Layer[];
}

export interface TreeOptions {
  /** Patterns of RE2; those of Prow where nothing is said. */
  readonly denied?: readonly string[];
  /**
   * Folded logins. Where they are given, nobody else is an approver or a reviewer, and
   * a file that names only others does not stop the way up.
   */
  readonly collaborators?: ReadonlySet<string>;
  /** Whether a Markdown file may name its own owners in its header. */
  readonly markdown?: boolean;
}

/** A file that was read, or why it cannot be trusted. */
export type ReadFile = OwnersFile | RingmasterError;

const OWNERS_FILE = 'OWNERS';

/**
 * Reads the files of a commit that say who owns what.
 * @param files texts by their paths from the root. Whatever is no such file is passed over.
 */
export function ownersTree(
  files: ReadonlyMap<string, string>,
  options: TreeOptions = {},
): OwnersTree {
  const read = new Map<string, ReadFile>();
  for (const [path, text] of files) {
    const file = readPeople(path, text, options);
    if (file !== undefined) read.set(path, file);
  }
  const aliases = files.get(ALIASES_FILE);
  return treeOf(read, aliases === undefined ? new Map() : aliasesOf(aliases), options);
}

/**
 * Reads one file that says who owns something.
 * @returns undefined where it is no such file.
 */
export function readPeople(
  path: string,
  text: string,
  { markdown }: Pick<TreeOptions, 'markdown'> = {},
): ReadFile | undefined {
  if (isOwners(path)) return trying(() => readOwnersFile(text, path));
  if (markdown !== true || !path.endsWith('.md')) return undefined;
  const header = markdownHeader(text);
  return header === undefined ? undefined : trying(() => readHeader(header, path));
}

/** What stands for whom, or why nobody can tell. */
export function aliasesOf(text: string): Aliases | RingmasterError {
  return trying(() => readAliases(text));
}

/** The same from files that were read before, by their paths: one is read once, however often it is used. */
export function treeOf(
  files: ReadonlyMap<string, ReadFile>,
  aliases: Aliases | RingmasterError,
  { denied = DENIED_DIRECTORIES, collaborators }: TreeOptions = {},
): OwnersTree {
  const isDenied = deniedBy(denied);
  const places = new Map<string, Place | RingmasterError>();
  if (!(aliases instanceof RingmasterError))
    for (const [path, file] of files) {
      if (isDenied(parentOf(path))) continue;
      const place = trying(() => placeOf(path, trusted(file), { aliases, collaborators }));
      places.set(placeBy(path), place);
    }
  const at = (place: string) => {
    const found = places.get(place);
    return found === undefined ? undefined : trusted(found);
  };
  const wayFrom = (path: string) => {
    trusted(aliases);
    return upwards(pathWithin(path));
  };
  return {
    layers: (path, kind) => walk(wayFrom(path), kind, at),
    resolve(path) {
      const way = wayFrom(path);
      return owned((kind) => walk(way, kind, at));
    },
  };
}

function owned(layersOf: (kind: Kind) => readonly Layer[]): Owned {
  const layers = {
    approvers: layersOf('approvers'),
    reviewers: layersOf('reviewers'),
    requiredReviewers: layersOf('requiredReviewers'),
    labels: layersOf('labels'),
  };
  const union = (kind: Kind) => [...new Set(layers[kind].flatMap(({ names }) => names))].toSorted();
  const files = Object.values(layers).flat();
  return {
    approvers: union('approvers'),
    reviewers: union('reviewers'),
    requiredReviewers: union('requiredReviewers'),
    labels: union('labels'),
    from: [...new Set(files.map(({ file }) => file))].toSorted(
      (one, other) => placeBy(other).length - placeBy(one).length,
    ),
  };
}

/** What a file is about: its directory, or itself. All that decide for one path begin it. */
function placeBy(file: string): string {
  return isOwners(file) ? parentOf(file) : file;
}

function isOwners(path: string): boolean {
  return path === OWNERS_FILE || path.endsWith(`/${OWNERS_FILE}`);
}

function trying<T>(read: () => T): T | RingmasterError {
  try {
    return read();
  } catch (error) {
    if (error instanceof RingmasterError) return error;
    throw error;
  }
}

function trusted<T>(read: T | RingmasterError): T {
  if (read instanceof RingmasterError) throw read;
  return read;
}
