import { EMPTY_TREE, type FileDiff, filesBetween } from '../git/diff.ts';
import type { GitRepository } from '../git/git-repository.ts';
import type { ObjectType } from '../git/object-reader.ts';
import type { Commit, Stamp, Tag } from '../git/objects.ts';
import { addressesOf, verificationJson } from '../signature/verifier.ts';
import { WEB_FLOW } from '../signature/web-flow.ts';
import type { Json, Site } from '../site.ts';
import type { Account } from '../world/accounts.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repositories.ts';
import { iso } from '../world/time.ts';
import { accountJson } from './account.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';

/** What git's objects need to be shown: whose they are. */
export interface Shelf {
  readonly site: Site;
  readonly repository: Repository;
}

/** A ref and what it points to. */
export async function refJson(shelf: Shelf, name: string, oid: string): Promise<Json> {
  const { site, repository } = shelf;
  const url = repositoryUrl(site, repository);
  const found = await site.git(repository).object(oid);
  return {
    ref: name,
    node_id: nodeId('Ref', repository.id, name),
    url: `${url}/git/${name}`,
    object: objectJson(shelf, oid, found?.type ?? 'commit'),
  };
}

function objectJson({ site, repository }: Shelf, sha: string, type: ObjectType | string): Json {
  return { sha, type, url: `${repositoryUrl(site, repository)}/git/${type}s/${sha}` };
}

/** An annotated tag with GitHub's verdict on its signature. */
export async function tagJson(shelf: Shelf, tag: Tag): Promise<Json> {
  const { site, repository } = shelf;
  const { oid, signed, tagger } = tag;
  const verdict = await site.verifier.verdict({ oid, signed, email: tagger?.email ?? '' });
  return {
    node_id: nodeId('Tag', repository.id, oid),
    sha: oid,
    url: `${repositoryUrl(site, repository)}/git/tags/${oid}`,
    tagger: stampJson(tagger ?? { name: '', email: '', date: 0 }),
    object: objectJson(shelf, tag.object, tag.type),
    tag: tag.name,
    message: tag.message,
    verification: verificationJson(verdict, signed, site.now()),
  };
}

/** A commit as git stores it, with GitHub's verdict on its signature. */
export async function gitCommitJson(shelf: Shelf, commit: Commit): Promise<Json> {
  const { site, repository } = shelf;
  const { oid, signed, author, committer, message, tree, parents } = commit;
  const url = repositoryUrl(site, repository);
  const page = repositoryPage(site, repository);
  const verdict = await site.verifier.verdict({ oid, signed, email: committer.email });
  return {
    sha: oid,
    node_id: nodeId('Commit', repository.id, oid),
    url: `${url}/git/commits/${oid}`,
    html_url: `${page}/commit/${oid}`,
    author: stampJson(author),
    committer: stampJson(committer),
    tree: { sha: tree, url: `${url}/git/trees/${tree}` },
    message: message.replace(/\n$/, ''),
    parents: parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: verificationJson(verdict, signed, site.now()),
  };
}

/** A commit as people see it: with the accounts behind its names. */
export async function commitJson(shelf: Shelf, commit: Commit): Promise<Json> {
  const { site, repository } = shelf;
  const url = repositoryUrl(site, repository);
  const { author, committer, message, tree, verification, parents } = await gitCommitJson(
    shelf,
    commit,
  );
  const at = `${url}/commits/${commit.oid}`;
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', repository.id, commit.oid),
    commit: {
      author,
      committer,
      message,
      tree,
      url: `${url}/git/commits/${commit.oid}`,
      comment_count: 0,
      verification,
    },
    url: at,
    html_url: `${repositoryPage(site, repository)}/commit/${commit.oid}`,
    comments_url: `${at}/comments`,
    author: accountBehindJson(site, commit.author),
    committer: accountBehindJson(site, commit.committer),
    parents,
  };
}

/** The files a commit changed against its first parent, with the sums of its lines. */
export async function commitChangesJson(shelf: Shelf, commit: Commit): Promise<Json> {
  const { site, repository } = shelf;
  const before = commit.parents[0] ?? EMPTY_TREE;
  const files = await filesBetween(site.git(repository), before, commit.oid);
  const additions = sum(files.map((file) => file.additions));
  const deletions = sum(files.map((file) => file.deletions));
  return {
    stats: { total: additions + deletions, additions, deletions },
    files: files.map((file) => fileJson(shelf, file, commit.oid)),
  };
}

/** One changed file, as it is at a commit. */
export function fileJson({ site, repository }: Shelf, file: FileDiff, commit: string): Json {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  const page = repositoryPage(site, repository);
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${commit}/${path}`,
    raw_url: `${page}/raw/${commit}/${path}`,
    contents_url: `${repositoryUrl(site, repository)}/contents/${path}?ref=${commit}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}

/** The commits with the given names that a repository has, in that order. */
export async function commitsOf(git: GitRepository, oids: readonly string[]): Promise<Commit[]> {
  const found = await Promise.all(oids.map((oid) => git.commit(oid)));
  return found.filter((commit) => commit !== undefined);
}

/** Who stands behind the address of a commit, by the addresses people own. */
export function accountBehind(site: Site, { email }: Stamp): Account | undefined {
  if (email === WEB_FLOW.email) return site.world.accountNamed('web-flow');
  return site.world.accounts.all().find((account) => addressesOf(account).includes(email));
}

function accountBehindJson(site: Site, stamp: Stamp): Json | null {
  const account = accountBehind(site, stamp);
  return account === undefined ? null : accountJson(site, account);
}

function stampJson({ name, email, date }: Stamp): Json {
  return { name, email, date: iso(date) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
