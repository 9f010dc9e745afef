import { constants, type FileHandle, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { RingmasterError } from '../../domain/errors.ts';
import { untrusted } from '../../people/owners/untrusted.ts';

/** So that neither a link is followed nor a pipe waited for. */
const PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** In bytes. Which texts are too long is for their readers to say; this only bounds the reading. */
const LARGEST_FILE = 12_000_000;

/**
 * Whether a place stands in a checkout without a symbolic link on the way to it: what
 * lies behind a link is not the repository's.
 * @param root the checkout's own real path.
 */
export async function standsIn(root: string, place: string): Promise<boolean> {
  const path = join(root, place);
  try {
    return (await realpath(path)) === path;
  } catch (error) {
    if (isOneOf(error, ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'])) return false;
    throw error;
  }
}

/**
 * The text of a file whose directory stands in the checkout.
 * @returns undefined where there is none; an error where something else stands in its place.
 */
export async function textOf(
  root: string,
  path: string,
): Promise<string | RingmasterError | undefined> {
  const file = await opened(join(root, path));
  if (file === undefined) return undefined;
  if (file === 'link') return untrusted(path, 'it is a symbolic link');
  try {
    const about = await file.stat();
    if (about.isDirectory()) return undefined;
    if (!about.isFile()) return untrusted(path, 'it is no file');
    if (about.size > LARGEST_FILE) return untrusted(path, `it has more than ${LARGEST_FILE} bytes`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

async function opened(path: string): Promise<FileHandle | 'link' | undefined> {
  try {
    return await open(path, PLAINLY);
  } catch (error) {
    if (isOneOf(error, ['ELOOP'])) return 'link';
    if (isOneOf(error, ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'])) return undefined;
    throw error;
  }
}

function isOneOf(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
