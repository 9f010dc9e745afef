import { RingmasterError } from '../../domain/errors.ts';

/** Of the whole path; git itself and file systems allow little more. */
const LONGEST_PATH = 4_096;

/**
 * A path from the root of a repository, without `.` and doubled slashes; the root is
 * the empty text.
 * @returns undefined where it leads upwards or out of the repository, or is no path.
 */
export function repositoryPath(text: string): string | undefined {
  if (text.length > LONGEST_PATH || text.startsWith('/') || text.includes('\0')) return undefined;
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}

/** The same. @throws RingmasterError `owners-invalid` for what is no path of a repository. */
export function pathWithin(text: string): string {
  const path = repositoryPath(text);
  if (path !== undefined) return path;
  throw new RingmasterError(
    'owners-invalid',
    `${JSON.stringify(text.slice(0, 100))} is no path within a repository`,
  );
}

/** The directory of a path; the root is its own. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path and all directories above it, up to the root. */
export function upwards(path: string): readonly string[] {
  const found = [path];
  for (let at = path; at !== ''; found.push(at)) at = parentOf(at);
  return found;
}

/** A path as it is seen from a directory above it; `.` from itself. */
export function pathBelow(directory: string, path: string): string {
  if (directory === path) return '.';
  return directory === '' ? path : path.slice(directory.length + 1);
}
