import { pathsOf } from '../git/diff.ts';
import { commitsIn, isAncestor } from '../git/history.ts';
import type { Commit, Stamp } from '../git/objects.ts';
import type { RefChange } from '../git/refs.ts';
import { peel } from '../git/revision.ts';
import { accountBehind, commitsOf, type Shelf } from '../json/git.ts';
import { repositoryPage } from '../json/repository.ts';
import type { Json } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import { iso } from '../world/time.ts';
import { BRANCHES } from './ref-name.ts';

const NONE = '0'.repeat(40);
// "Webhook events and payloads", push: "The array includes a maximum of 2048 commits."
const MOST_COMMITS = 2048;

/** The payload of a push of one ref. */
export async function pushPayload(shelf: Shelf, change: RefChange, pusher: Account): Promise<Json> {
  const { site, repository } = shelf;
  const git = site.git(repository);
  const { name, from, to } = change;
  const head = to === undefined ? undefined : await peel(git, to);
  const headCommit = head === undefined ? undefined : await git.commit(head);
  const commits = head === undefined ? [] : await pushedCommits(shelf, change, head);
  return {
    ref: name,
    before: from ?? NONE,
    after: to ?? NONE,
    pusher: { name: pusher.login, email: pusher.email ?? null },
    created: from === undefined,
    deleted: to === undefined,
    forced: await isForced(shelf, change),
    base_ref: from === undefined && head !== undefined ? branchAt(shelf, head, name) : null,
    compare: comparePage(shelf, change),
    commits: await Promise.all(
      commits.slice(-MOST_COMMITS).map((commit) => pushedCommitJson(shelf, commit)),
    ),
    head_commit: headCommit === undefined ? null : await pushedCommitJson(shelf, headCommit),
  };
}

/** The commits a push brought, oldest first; those another branch has already are not news. */
async function pushedCommits(shelf: Shelf, change: RefChange, head: string): Promise<Commit[]> {
  const { site, repository } = shelf;
  const git = site.git(repository);
  if (!change.name.startsWith(BRANCHES)) return [];
  const others = git.refs.matching(BRANCHES).filter(([name]) => name !== change.name);
  const not = change.from === undefined ? others.map(([, oid]) => oid) : [change.from];
  const oids = await commitsIn(git, { to: head, not: [...new Set(not)] });
  return commitsOf(git, oids.reverse());
}

async function isForced({ site, repository }: Shelf, { name, from, to }: RefChange) {
  if (from === undefined || to === undefined) return false;
  const git = site.git(repository);
  const [old, fresh] = await Promise.all([peel(git, from), peel(git, to)]);
  // A tag that moves is forced however it moves.
  if (old === undefined || fresh === undefined || !name.startsWith(BRANCHES)) return true;
  return !(await isAncestor(git, old, fresh));
}

/** The branch a new ref begins at, if one ends exactly there. */
function branchAt({ site, repository }: Shelf, commit: string, except: string): string | null {
  const branches = site.git(repository).refs.matching(BRANCHES);
  return branches.find(([name, oid]) => oid === commit && name !== except)?.[0] ?? null;
}

function comparePage({ site, repository }: Shelf, { name, from, to }: RefChange): string {
  const page = `${repositoryPage(site, repository)}/compare`;
  if (from === undefined) return `${page}/${name.replace(/^refs\/(?:heads|tags)\//, '')}`;
  return `${page}/${from.slice(0, 12)}...${(to ?? NONE).slice(0, 12)}`;
}

async function pushedCommitJson(shelf: Shelf, commit: Commit): Promise<Json> {
  const { site, repository } = shelf;
  const { added, removed, modified } = await pathsOf(site.git(repository), commit.oid);
  return {
    id: commit.oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message.replace(/\n$/, ''),
    timestamp: iso(commit.committer.date),
    url: `${repositoryPage(site, repository)}/commit/${commit.oid}`,
    author: personJson(shelf, commit.author),
    committer: personJson(shelf, commit.committer),
    added,
    removed,
    modified,
  };
}

function personJson({ site }: Shelf, stamp: Stamp): Json {
  const account = accountBehind(site, stamp);
  return {
    name: stamp.name,
    email: stamp.email,
    ...(account === undefined ? {} : { username: account.login }),
  };
}
