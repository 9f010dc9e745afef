import { readFile } from 'node:fs/promises';
import { readPublicFile } from '../../adapters/github/list-site.ts';
import { RingmasterError } from '../../domain/errors.ts';
import { remark } from '../../terminal.ts';
import type { Doors } from './doors.ts';
import { readWithToken } from './read-with-token.ts';
import { manifestPath, nameOf, type Standing } from './standing.ts';
import type { Wish } from './wish.ts';

/**
 * Reads the list and what stands around it: from a file, with a token, or as anybody.
 * @throws RingmasterError `settings-invalid` where a pull request is wanted and there is no token.
 */
export async function readStanding(wish: Wish, doors: Doors): Promise<Standing> {
  if (wish.file !== undefined) return readLocally(wish.file);
  if (wish.act === 'propose' && !doors.hasToken)
    throw new RingmasterError('settings-invalid', 'a pull request needs a token', {
      advice: 'Set RINGMASTER_MACHINE_TOKEN or GITHUB_TOKEN; --help says which kind',
    });
  remark(`reading the list on ${nameOf(wish.target)}`);
  return doors.hasToken ? readWithToken(wish, doors) : readAsAnybody(wish, doors);
}

async function readLocally(file: string): Promise<Standing> {
  const [text, manifest] = await Promise.all([
    readFile(file, 'utf8'),
    readIfThere(manifestPath(file)),
  ]);
  return { text, manifest, pulls: undefined, mine: undefined };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function readAsAnybody({ target, list }: Wish, { octokit }: Doors): Promise<Standing> {
  const [text, manifest] = await Promise.all([
    readPublicFile(octokit, target, list),
    readPublicFile(octokit, target, manifestPath(list)),
  ]);
  remark('there is no token, so nobody has looked for pull requests that are open already');
  return { text, manifest, pulls: undefined, mine: undefined };
}
