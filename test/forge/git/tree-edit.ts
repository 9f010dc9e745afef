import type { GitRepository } from './git-repository.ts';
import type { TreeEntry } from './objects.ts';
import { isFolder, writeObject, writeTree } from './write-object.ts';

/** One file to be written, or deleted where there is no content. */
export interface FileChange {
  readonly path: string;
  readonly content: Buffer | undefined;
}

/** A path git would not store: empty, with a leading slash, `..`, or inside `.git`. */
export function isStorablePath(path: string): boolean {
  return path
    .split('/')
    .every((name) => name !== '' && name !== '.' && name !== '..' && !/^\.git$/i.test(name));
}

/**
 * Stores the tree that comes of a tree by changing files, and answers its name.
 * Folders that become empty disappear, as in git.
 */
export async function editTree(
  repository: GitRepository,
  root: string | undefined,
  changes: readonly FileChange[],
): Promise<string> {
  const before = root === undefined ? [] : ((await repository.tree(root)) ?? []);
  const entries = new Map(before.map((entry) => [entry.name, entry]));
  const put = (name: string, entry: TreeEntry | undefined) =>
    entry === undefined ? entries.delete(name) : entries.set(name, entry);
  for (const { path: name, content } of changes.filter(({ path }) => !path.includes('/'))) {
    put(name, await fileEntry(repository, entries.get(name), { path: name, content }));
  }
  for (const [name, inside] of byFolder(changes)) {
    put(name, await folderEntry(repository, entries.get(name), { name, inside }));
  }
  return writeTree(repository.directory, [...entries.values()]);
}

async function fileEntry(
  { directory }: GitRepository,
  before: TreeEntry | undefined,
  { path: name, content }: FileChange,
): Promise<TreeEntry | undefined> {
  if (content === undefined) return undefined;
  return { mode: fileMode(before), name, oid: await writeObject(directory, 'blob', content) };
}

async function folderEntry(
  repository: GitRepository,
  before: TreeEntry | undefined,
  { name, inside }: { name: string; inside: readonly FileChange[] },
): Promise<TreeEntry | undefined> {
  const root = before !== undefined && isFolder(before) ? before.oid : undefined;
  const oid = await editTree(repository, root, inside);
  const isEmpty = (await repository.tree(oid))?.length === 0;
  return isEmpty ? undefined : { mode: '040000', name, oid };
}

function fileMode(before: TreeEntry | undefined): string {
  return before?.mode.startsWith('100') ? before.mode : '100644';
}

function byFolder(changes: readonly FileChange[]): Map<string, FileChange[]> {
  const folders = new Map<string, FileChange[]>();
  for (const { path, content } of changes) {
    const slash = path.indexOf('/');
    if (slash < 0) continue;
    const name = path.slice(0, slash);
    const inside = folders.get(name) ?? [];
    folders.set(name, [...inside, { path: path.slice(slash + 1), content }]);
  }
  return folders;
}
