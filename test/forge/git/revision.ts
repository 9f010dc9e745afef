import type { GitRepository } from './git-repository.ts';
import type { GitObject } from './object-reader.ts';
import { isObjectType } from './object-reader.ts';
import type { TreeEntry } from './objects.ts';
import { isFolder } from './write-object.ts';

/** What lies at a path of a tree. */
export interface Found {
  readonly mode: string;
  readonly object: GitObject;
}

/**
 * The object a revision names: a full or short object name, a branch, a tag, a
 * ref with or without `refs/`, or any other expression git knows (`main~1`).
 * Refs are read as of a moment where one is given.
 */
export async function resolveRevision(
  repository: GitRepository,
  revision: string,
  asOf?: number,
): Promise<string | undefined> {
  const { refs } = repository;
  const named = [revision, `refs/${revision}`, `refs/heads/${revision}`, `refs/tags/${revision}`];
  for (const name of named) {
    const oid = name.startsWith('refs/') ? refs.get(name, asOf) : undefined;
    if (oid !== undefined) return oid;
  }
  const [base = '', operators = ''] = /^([^~^@]*)(.*)$/s.exec(revision)?.slice(1) ?? [];
  if (operators === '') return isDirect(base) ? (await repository.info(base))?.oid : undefined;
  const start = await resolveRevision(repository, base, asOf);
  return start === undefined ? undefined : (await repository.info(start + operators))?.oid;
}

/** Whether git can find it without looking at branches and tags, which may be asked for as of before. */
function isDirect(revision: string): boolean {
  return revision === 'HEAD' || /^[0-9a-f]{4,40}$/.test(revision);
}

/** The commit a revision leads to, through annotated tags; undefined where it leads to none. */
export async function resolveCommit(
  repository: GitRepository,
  revision: string,
  asOf?: number,
): Promise<string | undefined> {
  const oid = await resolveRevision(repository, revision, asOf);
  return oid === undefined ? undefined : peel(repository, oid);
}

/** Follows annotated tags to the commit beneath. */
export async function peel(repository: GitRepository, oid: string): Promise<string | undefined> {
  const tag = await repository.tag(oid);
  if (tag !== undefined) return isObjectType(tag.type) ? peel(repository, tag.object) : undefined;
  return (await repository.commit(oid))?.oid;
}

/** What lies at a path of a commit; the empty path is the root folder. */
export async function objectAt(
  repository: GitRepository,
  commit: string,
  path: string,
): Promise<Found | undefined> {
  const root = (await repository.commit(commit))?.tree;
  let here: TreeEntry | undefined =
    root === undefined ? undefined : { mode: '040000', name: '', oid: root };
  for (const name of path.split('/').filter((part) => part !== '')) {
    const inside = here !== undefined && isFolder(here) ? await repository.tree(here.oid) : [];
    here = inside?.find((entry) => entry.name === name);
  }
  const object = here === undefined ? undefined : await repository.object(here.oid);
  return here === undefined || object === undefined ? undefined : { mode: here.mode, object };
}
