import { pullsWith } from '../actions/pulls-with.ts';
import { EMPTY_TREE, filesBetween } from '../git/diff.ts';
import { commitsIn } from '../git/history.ts';
import { isObjectType } from '../git/object-reader.ts';
import type { Commit, Stamp, Tag } from '../git/objects.ts';
import { objectAt } from '../git/revision.ts';
import { isFolder } from '../git/write-object.ts';
import { accountBehind } from '../json/git.ts';
import { repositoryPage } from '../json/repository.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repositories.ts';
import { iso } from '../world/time.ts';
import { actorNode } from './actor-node.ts';
import { connection } from './connection.ts';
import type { Args, GraphContext, Node } from './node.ts';
import { signatureNode } from './signature-node.ts';

/** Where git's objects are looked at: in which repository, by whom. */
export interface Shelf {
  readonly context: GraphContext;
  readonly repository: Repository;
}

// GitHub cuts `Blob.text` here without an error; only `isTruncated` tells.
const LONGEST_TEXT = 512_000;
const BINARY_LOOK = 8000;

/** Any object of git by its name; null where the repository does not have it. */
export async function objectNode(shelf: Shelf, oid: string): Promise<Node | null> {
  const git = shelf.context.site.git(shelf.repository);
  const found = await git.object(oid);
  if (found === undefined) return null;
  if (found.type === 'commit') return commitNode(shelf, oid);
  if (found.type === 'blob') return blobNode(shelf, oid, found.content);
  const tag = found.type === 'tag' ? await git.tag(oid) : undefined;
  return tag === undefined ? treeNode(shelf, oid) : tagNode(shelf, tag);
}

/** A commit by its name. */
export async function commitNode(shelf: Shelf, oid: string): Promise<Node | null> {
  const { context, repository } = shelf;
  const git = context.site.git(repository);
  const commit = await git.commit(oid);
  if (commit === undefined) return null;
  const { message, author, committer, tree, parents } = commit;
  const [headline = '', ...rest] = message.split('\n');
  return {
    ...commonFields(shelf, 'Commit', oid),
    url: `${repositoryPage(context.site, repository)}/commit/${oid}`,
    message: message.replace(/\n$/, ''),
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    authoredDate: iso(author.date),
    committedDate: iso(committer.date),
    author: () => stampNode(context, author),
    committer: () => stampNode(context, committer),
    tree: () => treeNode(shelf, tree),
    signature: () => signatureNode(context, commit),
    parents: (args: Args) => commitConnection(shelf, { name: 'parents', oids: parents }, args),
    history: async (args: Args) =>
      commitConnection(shelf, { name: 'history', oids: await historyOf(shelf, oid, args) }, args),
    file: ({ path }: Args) => fileNode(shelf, commit, String(path)),
    associatedPullRequests: async (args: Args) =>
      connection(
        {
          name: 'associatedPullRequests',
          items: await pullsWith(context.site, repository, oid),
          keyOf: ({ id }) => id,
          show: (issue) => context.up.issueOrPull(issue),
        },
        args,
      ),
    ...changeFields(shelf, commit),
  };
}

function changeFields({ context, repository }: Shelf, { oid, parents }: Commit): Node {
  const git = context.site.git(repository);
  const files = () => filesBetween(git, parents[0] ?? EMPTY_TREE, oid);
  return {
    changedFilesIfAvailable: async () => (await files()).length,
    additions: async () => (await files()).reduce((sum, file) => sum + file.additions, 0),
    deletions: async () => (await files()).reduce((sum, file) => sum + file.deletions, 0),
  };
}

function commitConnection(
  shelf: Shelf,
  { name, oids }: { name: string; oids: readonly string[] },
  args: Args,
): Node {
  const show = (oid: string) => commitNode(shelf, oid);
  return connection({ name, items: oids, keyOf: (oid) => oid, show }, args);
}

function historyOf({ context, repository }: Shelf, to: string, args: Args): Promise<string[]> {
  const { path, since, until } = args;
  return commitsIn(context.site.git(repository), {
    to,
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof since === 'string' ? { since: Date.parse(since) } : {}),
    ...(typeof until === 'string' ? { until: Date.parse(until) } : {}),
  });
}

async function fileNode(shelf: Shelf, { oid }: Commit, path: string): Promise<Node | null> {
  const found = await objectAt(shelf.context.site.git(shelf.repository), oid, path);
  if (found === undefined) return null;
  return {
    __typename: 'TreeEntry',
    name: path.split('/').at(-1) ?? '',
    path,
    oid: found.object.oid,
    type: found.object.type,
    object: () => objectNode(shelf, found.object.oid),
  };
}

function tagNode(shelf: Shelf, { oid, name, message, tagger, object, type }: Tag): Node {
  return {
    ...commonFields(shelf, 'Tag', oid),
    name,
    message,
    tagger: () => (tagger === undefined ? null : stampNode(shelf.context, tagger)),
    target: () => (isObjectType(type) ? objectNode(shelf, object) : null),
  };
}

function blobNode(shelf: Shelf, oid: string, content: Buffer): Node {
  const isBinary = content.subarray(0, BINARY_LOOK).includes(0);
  return {
    ...commonFields(shelf, 'Blob', oid),
    byteSize: content.length,
    isBinary,
    isTruncated: content.length > LONGEST_TEXT,
    text: isBinary ? null : content.subarray(0, LONGEST_TEXT).toString('utf8'),
  };
}

async function treeNode(shelf: Shelf, oid: string): Promise<Node> {
  const entries = (await shelf.context.site.git(shelf.repository).tree(oid)) ?? [];
  return {
    ...commonFields(shelf, 'Tree', oid),
    entries: () =>
      entries.map((entry) => ({
        __typename: 'TreeEntry',
        name: entry.name,
        oid: entry.oid,
        mode: Number.parseInt(entry.mode, 8),
        type: isFolder(entry) ? 'tree' : 'blob',
        object: () => objectNode(shelf, entry.oid),
      })),
  };
}

function commonFields(
  { context, repository }: Shelf,
  kind: 'Commit' | 'Tree' | 'Blob' | 'Tag',
  oid: string,
): Node {
  return {
    __typename: kind,
    id: nodeId(kind, repository.id, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    commitUrl: `${repositoryPage(context.site, repository)}/commit/${oid}`,
    repository: () => context.up.repository(repository),
  };
}

function stampNode(context: GraphContext, stamp: Stamp): Node {
  const account = accountBehind(context.site, stamp);
  // GitHub: `user` is a User, so a robot's commit has none.
  const user = account?.type === 'User' ? account : undefined;
  return {
    name: stamp.name,
    email: stamp.email,
    date: iso(stamp.date),
    user: () => (user === undefined ? null : actorNode(context, user)),
  };
}
