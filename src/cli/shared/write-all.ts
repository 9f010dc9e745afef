import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RingmasterError } from '../../domain/errors.ts';
import type { TreeFile } from './tree.ts';

/** A file with the text that it is to have. */
export interface Rewrite {
  readonly file: TreeFile;
  readonly text: string;
}

/** A file, and where its new text lies: beside it, so that a rename is all that is left to do. */
export interface Draft {
  readonly file: TreeFile;
  readonly draft: string;
}

/**
 * Writes all files or none: each is written beside the old one first, and takes its
 * place only when all are there.
 *
 * @throws RingmasterError `edit-refused` where a file is reached through a link, is not
 * UTF-8, or has changed since it was read; and whatever the file system throws.
 */
export async function writeAll(rewrites: readonly Rewrite[]): Promise<void> {
  for (const { file } of rewrites) refuseStrange(file);
  const drafts: Draft[] = [];
  try {
    for (const { file, text } of rewrites) drafts.push({ file, draft: await draftOf(file, text) });
    for (const { file } of drafts) await refuseChanged(file);
    await takePlaces(drafts);
  } finally {
    for (const { draft } of drafts) await rm(draft, { force: true });
  }
}

/** Puts drafts in the places of their files. Where one cannot take its place, those before it go back. */
export async function takePlaces(drafts: readonly Draft[]): Promise<void> {
  const done: TreeFile[] = [];
  try {
    for (const { file, draft } of drafts) {
      await rename(draft, file.place);
      done.push(file);
    }
  } catch (error) {
    for (const file of done.toReversed()) await rename(await draftOf(file, file.bytes), file.place);
    throw error;
  }
}

function refuseStrange({ path, isLinked, bytes, text }: TreeFile): void {
  if (isLinked) throw refused(`${path} is reached through a symbolic link`);
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw refused(`${path} is not written in UTF-8`);
}

async function refuseChanged({ path, place, bytes }: TreeFile): Promise<void> {
  if (!(await readFile(place)).equals(bytes)) throw refused(`${path} has changed meanwhile`);
}

async function draftOf({ place, mode }: TreeFile, content: string | Buffer): Promise<string> {
  const draft = join(dirname(place), `.ringmaster-${randomUUID()}`);
  const file = await open(draft, 'wx', mode);
  try {
    await file.writeFile(content);
    await file.chmod(mode);
    await file.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return draft;
}

function refused(reason: string): RingmasterError {
  return new RingmasterError('edit-refused', reason, { advice: 'Nothing was written.' });
}
