import type { GitRepository } from './git-repository.ts';

/** GitHub's words for what happened to a file. */
export type FileStatus = 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';

/** One file that differs between two trees. */
export interface FileDiff {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: FileStatus;
  /** The blob afterwards, or before where the file is gone. */
  readonly blob: string;
  readonly additions: number;
  readonly deletions: number;
  /** The hunks without the file's header; undefined for binary files and pure renames. */
  readonly patch: string | undefined;
}

const STATUS: Readonly<Record<string, FileStatus>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** git's name for the tree with nothing in it. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The files that differ between two commits or trees, renames found as git finds them. */
export async function filesBetween(
  repository: GitRepository,
  from: string,
  to: string,
): Promise<FileDiff[]> {
  const options = ['diff', '--no-color', '--no-ext-diff', '-M', '--full-index'];
  const [facts, text] = await Promise.all([
    repository.immutable([...options, '--raw', '--numstat', '--no-abbrev', '-z', from, to, '--']),
    repository.immutable([...options, '--patch', from, to, '--']),
  ]);
  const patches = splitPatches(text.toString());
  return readFacts(facts.toString().split('\0')).map((file, index) => ({
    ...file,
    patch: patches[index],
  }));
}

/** Raw lines begin with a colon; the counts follow in the same order. A renamed file takes more fields. */
function readFacts(fields: readonly string[]): Omit<FileDiff, 'patch'>[] {
  const files: ReturnType<typeof readRaw>[] = [];
  let at = 0;
  while (fields[at]?.startsWith(':')) {
    const file = readRaw(fields.slice(at, at + 3));
    files.push(file);
    at += file.previousPath === undefined ? 2 : 3;
  }
  return files.map((file) => {
    const [added = '', deleted = ''] = (fields[at] ?? '').split('\t');
    at += file.previousPath === undefined ? 1 : 3;
    // For a binary file git writes dashes in place of numbers.
    return { ...file, additions: Number(added) || 0, deletions: Number(deleted) || 0 };
  });
}

function readRaw([facts = '', first = '', second = '']: readonly string[]) {
  const [, , before = '', after = '', letters = ''] = facts.split(' ');
  const status = STATUS[letters.charAt(0)] ?? 'changed';
  const isMoved = status === 'renamed' || status === 'copied';
  return {
    path: isMoved ? second : first,
    previousPath: isMoved ? first : undefined,
    status,
    blob: status === 'removed' ? before : after,
  };
}

function splitPatches(text: string): (string | undefined)[] {
  return text
    .split(/^diff --git .*\n/m)
    .slice(1)
    .map((part) => {
      const begin = part.search(/^@@ /m);
      return begin < 0 ? undefined : part.slice(begin).replace(/\n$/, '');
    });
}

/** The paths a commit added, removed and modified against its first parent. */
export async function pathsOf(
  repository: GitRepository,
  commit: string,
): Promise<{ added: string[]; removed: string[]; modified: string[] }> {
  const parent = (await repository.commit(commit))?.parents[0] ?? EMPTY_TREE;
  const output = await repository.immutable([
    'diff-tree',
    '-r',
    '-z',
    '--no-renames',
    '--name-status',
    parent,
    commit,
  ]);
  const fields = output.toString().split('\0');
  const paths: Record<'added' | 'removed' | 'modified', string[]> = {
    added: [],
    removed: [],
    modified: [],
  };
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const path = fields[at + 1] ?? '';
    if (fields[at] === 'A') paths.added.push(path);
    else if (fields[at] === 'D') paths.removed.push(path);
    else paths.modified.push(path);
  }
  return paths;
}
