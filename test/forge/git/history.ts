import type { GitRepository } from './git-repository.ts';
import { tryGit } from './run.ts';

/** Which commits to list: those reachable from `to` and not from `not`, newest first. */
export interface Range {
  readonly to: string;
  readonly not?: readonly string[];
  readonly path?: string;
  /** Milliseconds; commits made before are left out, or made after. */
  readonly since?: number;
  readonly until?: number;
}

/** The names of the commits of a range. Branches are named by their objects, so that the answer is final. */
export async function commitsIn(repository: GitRepository, range: Range): Promise<string[]> {
  const { to, not = [], path, since, until } = range;
  const output = await repository.immutable([
    'rev-list',
    ...(since === undefined ? [] : [`--since=${Math.floor(since / 1000)}`]),
    ...(until === undefined ? [] : [`--until=${Math.floor(until / 1000)}`]),
    to,
    ...not.map((oid) => `^${oid}`),
    '--',
    ...(path === undefined ? [] : [`:(literal)${path}`]),
  ]);
  return lines(output);
}

/** The best common ancestor of two commits; undefined where their histories never meet. */
export async function mergeBase(
  repository: GitRepository,
  one: string,
  other: string,
): Promise<string | undefined> {
  const { code, stdout, stderr } = await tryGit(repository.directory, ['merge-base', one, other]);
  if (code > 1) throw new Error(`git merge-base: ${stderr}`);
  return lines(stdout)[0];
}

/** How many commits `head` has that `base` does not, and the other way round. */
export async function aheadBehind(
  repository: GitRepository,
  base: string,
  head: string,
): Promise<{ ahead: number; behind: number }> {
  const output = await repository.immutable([
    'rev-list',
    '--left-right',
    '--count',
    `${base}...${head}`,
  ]);
  const [behind, ahead] = output.toString().trim().split('\t').map(Number);
  return { ahead: ahead ?? 0, behind: behind ?? 0 };
}

/** Whether a commit is in the history of another, or is the same one. */
export async function isAncestor(
  repository: GitRepository,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  if (ancestor === descendant) return true;
  const { ahead } = await aheadBehind(repository, descendant, ancestor);
  return ahead === 0;
}

function lines(output: Buffer): string[] {
  return output
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}
