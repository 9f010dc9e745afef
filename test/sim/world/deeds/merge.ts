import type { Ground } from '../ground.ts';
import { mergeTexts } from '../merge-texts.ts';
import { type Account, type Commit, type PullState, repositoryIn, tip } from '../state.ts';
import { historyOf, makeCommit, moveBranch } from './code.ts';
import { editPull } from './pulls.ts';

export interface Merge {
  readonly by: Account;
  readonly repository: string;
  readonly number: number;
}

/**
 * Merges a pull request. What the default branch gained meanwhile stays.
 * @returns the merge commit; undefined where GitHub refuses: it is no longer open, a
 * draft, in conflict, or whoever asks may not write.
 */
export function mergePull(ground: Ground, { by, repository, number }: Merge): string | undefined {
  const base = repositoryIn(ground.state, repository);
  const pull = base.pulls.get(number);
  if (pull === undefined || !pull.isOpen || pull.isDraft) return undefined;
  if (!base.writers.includes(by.login)) return undefined;
  const parent = tip(base, base.defaultBranch);
  const files = mergedFiles(ground, pull, parent);
  if (files === undefined) return undefined;
  const message = `Merge pull request #${number}`;
  const to = makeCommit(ground, by, {
    ...{ parent, files, message, merged: tip(repositoryIn(ground.state, pull.from), pull.branch) },
    pull: { repository, number },
  });
  const merged = { by: by.login, commit: to };
  editPull(ground, { by, repository, number }, { isOpen: false, merged });
  moveBranch(ground, by, { repository, branch: base.defaultBranch, to });
  return to;
}

/** Every file that the branch changes, merged with what the default branch has of it. */
function mergedFiles(
  { state }: Ground,
  { from, branch }: PullState,
  parent: string,
): Readonly<Record<string, string>> | undefined {
  const line = historyOf(state, parent);
  const ids = new Set(line.map(({ id }) => id));
  const own = historyOf(state, repositoryIn(state, from).branches.get(branch));
  const [head] = own;
  const fork = own.find(({ id }) => ids.has(id));
  if (head === undefined) return undefined;
  const merged: Record<string, string> = {};
  for (const [path, { text }] of head.files) {
    if (text === textIn(fork, path)) continue;
    const result = mergeTexts(textIn(fork, path) ?? '', textIn(line[0], path) ?? '', text);
    if (result === undefined) return undefined;
    merged[path] = result;
  }
  return merged;
}

function textIn(commit: Commit | undefined, path: string): string | undefined {
  return commit?.files.get(path)?.text;
}
