import { join } from 'node:path';
import { ALIASES_FILE } from '../../people/owners/aliases.ts';
import { DENIED_DIRECTORIES, deniedBy } from '../../people/owners/denied.ts';
import { parentOf, upwards } from '../../people/owners/repository-path.ts';
import {
  aliasesOf,
  type OwnersTree,
  type ReadFile,
  readPeople,
  treeOf,
} from '../../people/owners/tree.ts';
import { standsIn, textOf } from './checkout.ts';

/**
 * Reads from a checkout what decides who owns some paths, and nothing else.
 * @param root the checkout's own real path.
 * @param paths from the root, normalized.
 * @param markdown whether a Markdown file may name its own owners.
 */
export async function readTree(
  root: string,
  paths: readonly string[],
  markdown: boolean,
): Promise<OwnersTree> {
  const files = new Map<string, ReadFile>();
  const isDenied = deniedBy(DENIED_DIRECTORIES);
  for (const path of decidersOf(paths, markdown)) {
    const directory = parentOf(path);
    if (isDenied(directory) || !(await standsIn(root, directory))) continue;
    const text = await textOf(root, path);
    const file = typeof text === 'string' ? readPeople(path, text, { markdown }) : text;
    if (file !== undefined) files.set(path, file);
  }
  const aliases = await textOf(root, ALIASES_FILE);
  return treeOf(files, typeof aliases === 'string' ? aliasesOf(aliases) : (aliases ?? new Map()));
}

function decidersOf(paths: readonly string[], markdown: boolean): ReadonlySet<string> {
  const places = new Set(paths.flatMap(upwards));
  const headed = markdown ? paths.filter((path) => path.endsWith('.md')) : [];
  return new Set([...[...places].map((place) => join(place, 'OWNERS')), ...headed]);
}
