import type { GitRepository } from './git-repository.ts';
import { commitsIn } from './history.ts';
import type { Stamp } from './objects.ts';
import { tryGit } from './run.ts';
import { commitContent, writeObject } from './write-object.ts';

/**
 * The tree that comes of merging two commits, by git's own merge; undefined
 * where they conflict. Needs git 2.38.
 */
export async function mergedTree(
  repository: GitRepository,
  ours: string,
  theirs: string,
): Promise<string | undefined> {
  const { code, stdout, stderr } = await tryGit(repository.directory, [
    'merge-tree',
    '--write-tree',
    '--allow-unrelated-histories',
    ours,
    theirs,
  ]);
  if (code === 1) return undefined;
  if (code !== 0) throw new Error(`git merge-tree: ${stderr}`);
  return stdout.toString().trim();
}

/**
 * Puts the commits of `head` that `base` lacks on top of `base`, one by one,
 * authors kept, and answers the new commits, oldest first; undefined where one
 * does not apply.
 */
export async function rebased(
  repository: GitRepository,
  { base, head, committer }: { base: string; head: string; committer: Stamp },
): Promise<string[] | undefined> {
  const { directory } = repository;
  const made: string[] = [];
  for (const oid of (await commitsIn(repository, { to: head, not: [base] })).reverse()) {
    const commit = await repository.commit(oid);
    if (commit === undefined || commit.parents.length > 1) return undefined;
    const onto = made.at(-1) ?? base;
    const tree = await pickedTree(repository, onto, { oid, parents: commit.parents });
    if (tree === undefined) return undefined;
    const { author, message } = commit;
    const content = commitContent({ tree, parents: [onto], author, committer, message });
    made.push(await writeObject(directory, 'commit', Buffer.from(content)));
  }
  return made;
}

/**
 * The tree after applying one commit to another. git merges from the common
 * ancestor, so the commit's own parent is made one: a stand-in with the tree of
 * `onto` and that parent is merged with the commit.
 */
async function pickedTree(
  repository: GitRepository,
  onto: string,
  picked: { oid: string; parents: readonly string[] },
): Promise<string | undefined> {
  const target = await repository.commit(onto);
  if (target === undefined) return undefined;
  const { tree, committer } = target;
  const content = commitContent({
    tree,
    parents: picked.parents,
    author: committer,
    committer,
    message: 'stand-in\n',
  });
  const standIn = await writeObject(repository.directory, 'commit', Buffer.from(content));
  return mergedTree(repository, standIn, picked.oid);
}
