import { notFound } from '../access/refusal.ts';
import type { GitRepository } from '../git/git-repository.ts';
import type { TreeEntry } from '../git/objects.ts';
import { resolveRevision } from '../git/revision.ts';
import { isFolder } from '../git/write-object.ts';
import { type Answer, ok, param, type RepositoryCall } from '../http/route.ts';
import { repositoryUrl } from '../json/repository.ts';
import type { Json } from '../site.ts';

// "Get a tree": a recursive list ends at 100,000 entries or 7 MB.
const MOST_ENTRIES = 100_000;

/** A tree by its name or that of a commit, with everything beneath where asked. */
export async function treeAnswer(call: RepositoryCall): Promise<Answer> {
  const { site, repository, query, asOf } = call;
  const git = site.git(repository);
  const named = await resolveRevision(git, param(call, 'tree_sha'), asOf);
  const oid = named === undefined ? undefined : ((await git.commit(named))?.tree ?? named);
  const root = oid === undefined ? undefined : await git.tree(oid);
  if (root === undefined) throw notFound();
  const entries = await entriesOf(git, { entries: root, prefix: '', deep: query.has('recursive') });
  return ok({
    sha: oid,
    url: `${repositoryUrl(site, repository)}/git/trees/${oid}`,
    tree: await Promise.all(
      entries.slice(0, MOST_ENTRIES).map((entry) => entryJson(call, git, entry)),
    ),
    truncated: entries.length > MOST_ENTRIES,
  });
}

async function entriesOf(
  git: GitRepository,
  { entries, prefix, deep }: { entries: readonly TreeEntry[]; prefix: string; deep: boolean },
): Promise<TreeEntry[]> {
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const here = { ...entry, name: prefix + entry.name };
      if (!deep || !isFolder(entry)) return [here];
      const beneath = (await git.tree(entry.oid)) ?? [];
      const inside = await entriesOf(git, { entries: beneath, prefix: `${here.name}/`, deep });
      return [here, ...inside];
    }),
  );
  return lists.flat();
}

async function entryJson(
  { site, repository }: RepositoryCall,
  git: GitRepository,
  { name, mode, oid }: TreeEntry,
): Promise<Json> {
  const type = typeOf(mode);
  return {
    path: name,
    mode,
    type,
    sha: oid,
    ...(type === 'blob' ? { size: (await git.info(oid))?.size ?? 0 } : {}),
    ...(type === 'commit' ? {} : { url: `${repositoryUrl(site, repository)}/git/${type}s/${oid}` }),
  };
}

function typeOf(mode: string): 'tree' | 'commit' | 'blob' {
  if (mode === '040000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}
