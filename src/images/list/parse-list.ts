import { isDigest } from '../../domain/digest.ts';
import { isImageTag } from '../reference.ts';
import type { ImageBlock, ImageList, ListEntry, Remark } from './image-list.ts';
import type { ListLine } from './list-line.ts';
import { type RuledText, ruleText } from './ruled-text.ts';

interface DraftEntry extends ListEntry {
  lastLine: number;
  /** The tags that stand below, if they stand below. */
  readonly below: string[] | undefined;
  /** Known from the first tag below on. */
  tagColumn: number | undefined;
}

interface DraftBlock extends ImageBlock {
  dmapLine: number | undefined;
  lastLine: number;
  readonly entries: DraftEntry[];
  readonly keyColumn: number;
  entryColumn: number | undefined;
  readonly digests: Set<string>;
}

interface Draft {
  readonly blocks: DraftBlock[];
  readonly unread: Remark[];
  readonly faults: Remark[];
  dashColumn: number | undefined;
  started: boolean;
}

/**
 * Reads a list of promoted images line by line.
 *
 * Never throws and never guesses: a line outside the grammar goes to `unread`
 * with its place. One pass, so the time grows with the length of the text.
 */
export function parseList(text: string): ImageList {
  return assembleList(ruleText(text));
}

/** The same from a text whose lines have been read. */
export function assembleList(ruled: RuledText): ImageList {
  const draft: Draft = {
    blocks: [],
    unread: [],
    faults: [],
    dashColumn: undefined,
    started: false,
  };
  let at = 0;
  for (const line of ruled.lines) {
    at += 1;
    take(draft, line, at);
  }
  const { blocks, unread, faults } = draft;
  return { ...ruled, blocks, unread, faults };
}

function take(draft: Draft, line: ListLine, at: number): void {
  if (line.kind === 'blank' || line.kind === 'comment') return;
  const complaint = takeContent(draft, line, at);
  draft.started = true;
  const block = draft.blocks.at(-1);
  if (block !== undefined) block.lastLine = at;
  if (complaint === undefined) return;
  const column = 'column' in line ? line.column + 1 : 1;
  draft.unread.push({ line: at, column, message: complaint });
}

/** Puts a line where it belongs, or says why it cannot stand here. */
function takeContent(draft: Draft, line: ListLine, at: number): string | undefined {
  const block = draft.blocks.at(-1);
  switch (line.kind) {
    case 'name':
      return takeName(draft, line, at);
    case 'dmap':
      return takeDmap(block, line.column, at);
    case 'entry':
      return takeEntry(draft, line, at);
    case 'tag':
      return takeTag(draft, line, at);
    case 'document':
      return draft.started
        ? 'a second document begins here, which promoters do not read'
        : undefined;
    default:
      return 'this is not how an image list is written';
  }
}

function takeName(draft: Draft, line: ListLine & { kind: 'name' }, at: number): string | undefined {
  draft.dashColumn ??= line.column;
  if (line.column !== draft.dashColumn) return 'this image is indented unlike the first one';
  draft.blocks.push({
    name: line.name,
    line: at,
    dmapLine: undefined,
    lastLine: at,
    entries: [],
    keyColumn: line.keyColumn,
    entryColumn: undefined,
    digests: new Set(),
  });
  return undefined;
}

function takeDmap(block: DraftBlock | undefined, column: number, at: number): string | undefined {
  if (block === undefined || column !== block.keyColumn)
    return '"dmap" does not stand below "name"';
  if (block.dmapLine !== undefined) return 'this image has a "dmap" already';
  block.dmapLine = at;
  return undefined;
}

function takeEntry(
  draft: Draft,
  line: ListLine & { kind: 'entry' },
  at: number,
): string | undefined {
  const block = draft.blocks.at(-1);
  if (block?.dmapLine === undefined) return 'this digest does not stand below a "dmap"';
  block.entryColumn ??= line.column;
  if (line.column !== block.entryColumn || line.column <= block.keyColumn)
    return 'this digest is indented unlike the others of its image';
  const { digest, tags = [] } = line;
  // One look at the set instead of two: it grows by every digest but a repeated one.
  if (block.digests.add(digest).size === block.entries.length)
    return `this digest stands in its image already, on line ${lineOf(block, digest)}`;
  block.entries.push(draftEntry(line, at));
  if (!line.sound) noteFaults(draft, { digest, tags }, { line: at, column: line.column + 1 });
  return undefined;
}

function lineOf({ entries }: DraftBlock, digest: string): number | undefined {
  return entries.find((entry) => entry.digest === digest)?.line;
}

function draftEntry({ digest, tags }: ListLine & { kind: 'entry' }, at: number): DraftEntry {
  const below: string[] | undefined = tags === undefined ? [] : undefined;
  const own = tags ?? below ?? [];
  return { digest, tags: own, line: at, lastLine: at, below, tagColumn: undefined };
}

function takeTag(draft: Draft, line: ListLine & { kind: 'tag' }, at: number): string | undefined {
  const block = draft.blocks.at(-1);
  const entry = block?.entries.at(-1);
  if (block === undefined || entry?.below === undefined)
    return 'this tag does not stand below a digest';
  entry.tagColumn ??= line.column;
  const aligned = line.column === entry.tagColumn && line.column >= (block.entryColumn ?? 0);
  if (!aligned || block.lastLine !== entry.lastLine)
    return 'this tag is indented unlike the others';
  entry.below.push(line.tag);
  entry.lastLine = at;
  noteFaults(draft, { tags: [line.tag] }, { line: at, column: line.column + 1 });
  return undefined;
}

function noteFaults(
  { faults }: Draft,
  { digest, tags }: { digest?: string; tags: readonly string[] },
  place: { line: number; column: number },
): void {
  if (digest !== undefined && !isDigest(digest))
    faults.push({ ...place, message: `"${digest}" is not a sha256 digest` });
  for (const tag of tags)
    if (!isImageTag(tag)) faults.push({ ...place, message: `"${tag}" is not an image tag` });
}
