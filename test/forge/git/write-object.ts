import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { ObjectType } from './object-reader.ts';
import { formatStamp, type Stamp, type TreeEntry } from './objects.ts';

const compress = promisify(deflate);

/** The name git gives to a content, without storing it. */
export function objectId(type: ObjectType, content: Buffer): string {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');
}

/**
 * Stores an object in a bare repository as git's loose objects are stored, and
 * answers its name. Storing what is there already changes nothing.
 */
export async function writeObject(
  directory: string,
  type: ObjectType,
  content: Buffer,
): Promise<string> {
  const oid = objectId(type, content);
  const folder = join(directory, 'objects', oid.slice(0, 2));
  const place = join(folder, oid.slice(2));
  const draft = join(folder, `tmp_obj_${randomUUID()}`);
  const header = Buffer.from(`${type} ${content.length}\0`);
  await mkdir(folder, { recursive: true });
  await writeFile(draft, await compress(Buffer.concat([header, content])), { mode: 0o444 });
  // A link appears whole or not at all, and refuses to replace what is there.
  await link(draft, place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return oid;
}

/** Stores a tree. git sorts folders as if their names ended with a slash. */
export function writeTree(directory: string, entries: readonly TreeEntry[]): Promise<string> {
  const lines = entries
    .map((entry) => ({ ...entry, key: Buffer.from(entry.name + (isFolder(entry) ? '/' : '')) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ mode, name, oid }) =>
      Buffer.concat([Buffer.from(`${mode.replace(/^0+/, '')} ${name}\0`), Buffer.from(oid, 'hex')]),
    );
  return writeObject(directory, 'tree', Buffer.concat(lines));
}

/** Whether a tree's line is a folder. */
export function isFolder({ mode }: { readonly mode: string }): boolean {
  return mode === '040000';
}

/** What a new commit consists of. */
export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Stamp;
  readonly committer: Stamp;
  readonly message: string;
}

/** A commit's raw content, ready to be signed or stored. */
export function commitContent({ tree, parents, author, committer, message }: NewCommit): string {
  return [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${formatStamp(author)}`,
    `committer ${formatStamp(committer)}`,
    '',
    message,
  ].join('\n');
}

/** The same commit content with a signature put where git looks for it. */
export function withSignature(content: string, signature: string): string {
  const end = content.indexOf('\n\n');
  const folded = signature.trimEnd().replaceAll('\n', '\n ');
  return `${content.slice(0, end)}\ngpgsig ${folded}${content.slice(end)}`;
}

/** An annotated tag's raw content. */
export function tagContent(tag: {
  readonly object: string;
  readonly type: ObjectType;
  readonly name: string;
  readonly tagger: Stamp;
  readonly message: string;
}): string {
  const { object, type, name, tagger, message } = tag;
  return `object ${object}\ntype ${type}\ntag ${name}\ntagger ${formatStamp(tagger)}\n\n${message}`;
}
