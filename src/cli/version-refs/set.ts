import { visible } from '../../show/safe-text.ts';
import { remark, say } from '../../terminal.ts';
import { type LineRule, pathsOf } from '../../version-refs/check-references.ts';
import type { VersionWanted } from '../../version-refs/prove-versions.ts';
import { readDependencies } from '../../version-refs/read-dependencies.ts';
import { type ChangedLine, setVersions } from '../../version-refs/set-versions.ts';
import { readAllIn, type TreeFile } from '../shared/tree.ts';
import { type Rewrite, writeAll } from '../shared/write-all.ts';
import { textsOf } from './check.ts';

export interface Setting {
  /** The real place of the directory. */
  readonly tree: string;
  readonly from: string;
  readonly rule: LineRule;
  readonly wanted: readonly VersionWanted[];
  readonly write: boolean;
  readonly json: boolean;
}

/** @returns the exit status 0; whatever cannot be set is thrown, and then nothing was written. */
export async function set({ tree, from, rule, wanted, write, json }: Setting): Promise<number> {
  const files = await filesFor(tree, from);
  const edit = setVersions({ from, files: textsOf(files) }, wanted, rule);
  if (write) await writeAll(rewritesIn(files, edit.files));
  if (json) say(JSON.stringify({ changes: edit.changes, written: write }, undefined, 2));
  else for (const line of hunks(edit.changes)) say(line);
  const lines = `${edit.changes.length} lines in ${edit.files.size} files`;
  remark(write ? `${lines} changed` : `${lines} would change; --write changes them`);
  return 0;
}

/**
 * The files that may change. The one that declares the versions comes last: until it
 * is written, the same command finishes what was begun.
 */
async function filesFor(tree: string, from: string): Promise<ReadonlyMap<string, TreeFile>> {
  const own = await readAllIn(tree, [from]);
  const declared = readDependencies(own.get(from)?.text ?? '');
  const paths = 'dependencies' in declared ? pathsOf(declared.dependencies) : [];
  const others = await readAllIn(
    tree,
    paths.filter((path) => path !== from),
  );
  return new Map([...others, ...own]);
}

function rewritesIn(
  files: ReadonlyMap<string, TreeFile>,
  texts: ReadonlyMap<string, string>,
): readonly Rewrite[] {
  return [...files.values()].flatMap((file) => {
    const text = texts.get(file.path);
    return text === undefined ? [] : [{ file, text }];
  });
}

/** Changed lines as a unified difference shows them, without the lines around. */
function hunks(changes: readonly ChangedLine[]): readonly string[] {
  let last: string | undefined;
  return changes.flatMap(({ path, line, before, after }) => {
    const head = path === last ? [] : [`--- a/${path}`, `+++ b/${path}`];
    last = path;
    return [...head, `@@ -${line} +${line} @@`, `-${visible(before)}`, `+${visible(after)}`];
  });
}
