import { constants, type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { RingmasterError } from '../../domain/errors.ts';

/** A file as it was found in a tree. */
export interface TreeFile {
  readonly path: string;
  /** Where it really is, behind whatever links lead to it. */
  readonly place: string;
  readonly isLinked: boolean;
  readonly bytes: Buffer;
  readonly text: string;
  /** Its permissions. */
  readonly mode: number;
}

/** As much as Ringmaster reads of a file on GitHub, too. */
const LARGEST_FILE = 1024 * 1024;

/** A named pipe would be waited for without end; a link may have been put there since we looked. */
const PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The real place of a directory. */
export async function treeAt(root: string): Promise<string> {
  const place = await realpath(root);
  if ((await stat(place)).isDirectory()) return place;
  throw new RingmasterError('artifact-invalid', `${root} is no directory`);
}

/**
 * Reads a file of a tree. Links are followed inside the tree, and never out of it.
 * @param tree the real place of its root.
 * @returns undefined where there is none.
 * @throws RingmasterError `artifact-invalid` where it is outside, no file, or too large.
 */
export async function readIn(tree: string, path: string): Promise<TreeFile | undefined> {
  const full = join(tree, path);
  const place = await placeOf(full);
  if (place === undefined) return undefined;
  if (!place.startsWith(tree.endsWith(sep) ? tree : tree + sep))
    throw refused(path, 'leads out of the directory');
  const file = await open(place, PLAINLY);
  try {
    const { bytes, mode } = await contentOf(file, path);
    return { path, place, isLinked: place !== full, bytes, text: bytes.toString('utf8'), mode };
  } finally {
    await file.close();
  }
}

/** Reads several files of a tree; those that are not there are left out. */
export async function readAllIn(
  tree: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, TreeFile>> {
  const files = new Map<string, TreeFile>();
  for (const path of paths) {
    const file = await readIn(tree, path);
    if (file !== undefined) files.set(path, file);
  }
  return files;
}

async function contentOf(file: FileHandle, path: string) {
  const about = await file.stat();
  if (!about.isFile()) throw refused(path, 'is no file');
  if (about.size > LARGEST_FILE) throw refused(path, `has more than ${LARGEST_FILE} bytes`);
  return { bytes: await file.readFile(), mode: about.mode & 0o777 };
}

async function placeOf(full: string): Promise<string | undefined> {
  try {
    return await realpath(full);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function refused(path: string, why: string): RingmasterError {
  return new RingmasterError('artifact-invalid', `${path} ${why}`);
}
