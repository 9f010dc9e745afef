import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addToList, type ListEdit } from '../../images/list/add-to-list.ts';
import { decodeList } from '../../images/list/decode-list.ts';
import { refusal } from '../../images/list/refusal.ts';
import { unifiedDiff } from '../../images/list/unified-diff.ts';
import { visible } from '../../show/safe-text.ts';
import { Misuse, remark, say } from '../../terminal.ts';
import { readInput, readJson } from '../shared/read-input.ts';
import { writeAll } from '../shared/write-all.ts';
import { readAdditions } from './additions.ts';

export interface Asked {
  readonly list: string;
  readonly additions: string;
  readonly write: boolean;
}

/** @returns the exit status 0; what cannot be added is thrown, and then nothing was written. */
export async function add({ list, additions, write }: Asked): Promise<number> {
  if (list === '-') throw new Misuse('the list is a file; only the additions can be "-"');
  const wanted = readAdditions(additions, await readJson(additions));
  const bytes = await readInput(list);
  const before = textOf(bytes);
  const edit = addToList(before, wanted);
  if (!write) await print(edit.text);
  else if (edit.text !== before) {
    await writeAll([{ file: await fileAt(list, bytes, before), text: edit.text }]);
    for (const line of differenceLines({ before, edit, path: list.replace(/^\/+/, '') })) say(line);
  }
  for (const line of summaryOf(edit, write)) remark(line);
  return 0;
}

function textOf(bytes: Buffer): string {
  const decoded = decodeList(bytes);
  if ('text' in decoded) return decoded.text;
  const { strangeLine: line } = decoded;
  throw refusal('from here on the list is not UTF-8', { line, advice: 'Save it as UTF-8 first.' });
}

/** Letter for letter: what `say` prints would have one line end more. */
async function print(text: string): Promise<void> {
  await pipeline(Readable.from([Buffer.from(text, 'utf8')]), process.stdout, { end: false });
}

/** Directories on the way may be links, but the file itself may not: it would be replaced by another. */
async function fileAt(path: string, bytes: Buffer, text: string) {
  const isLinked = (await lstat(path)).isSymbolicLink();
  const place = join(await realpath(dirname(path)), basename(path));
  return { path, place, isLinked, bytes, text, mode: (await stat(path)).mode & 0o777 };
}

function differenceLines(comparison: Parameters<typeof unifiedDiff>[0]): readonly string[] {
  const lines = unifiedDiff(comparison).trimEnd().split('\n');
  return lines.map((line) => visible(line.replace(/\r$/, '')));
}

function summaryOf({ inserted, changedLines, removedPlaceholder }: ListEdit, write: boolean) {
  const parts = [
    ...(inserted.length > 0 ? [`${lines(inserted.length)} added`] : []),
    ...(changedLines.length > 0 ? [`${lines(changedLines.length)} with a further tag`] : []),
    ...(removedPlaceholder === undefined ? [] : ['the comment taken out that there are no images']),
  ];
  if (parts.length === 0) return ['the list says all of it already'];
  return [`${parts.join(', ')}${write ? '' : '; --write changes the file'}`];
}

function lines(count: number): string {
  return `${count} ${count === 1 ? 'line' : 'lines'}`;
}
