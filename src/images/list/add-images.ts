import { arrangedEntries, entryLines, styleNear } from './add-entries.ts';
import type { Addition } from './additions.ts';
import { insertAfter } from './edit.ts';
import type { EditContext } from './edit-context.ts';
import type { EntryStyle } from './entry-style.ts';
import { namesDisorder } from './file-evidence.ts';
import type { ImageBlock, ImageList } from './image-list.ts';
import { dmapLine, nameLine } from './image-style.ts';
import { lineAt } from './ruled-text.ts';
import { compareText } from './version-order.ts';

/** The additions for one image that is not in the list. */
export interface NewImage {
  readonly name: string;
  readonly additions: readonly Addition[];
}

/** An image in the order in which it will stand: an old one, or a new one. */
interface Slot {
  readonly name: string;
  readonly block?: ImageBlock;
  readonly fresh?: NewImage;
}

/** Up to this share of names may stand the wrong way round in a list that is kept in order. */
const TOLERATED = 0.1;

/** Adds images that the list does not name, each with its digests. */
export function addImages(context: EditContext, images: readonly NewImage[]): void {
  const { list, evidence } = context;
  const slots: Slot[] = list.blocks.map((block) => ({ name: block.name, block }));
  const sorted = evidence.machineWritten || list.blocks.length === 0;
  for (const fresh of images) {
    const names = slots.map(({ name }) => name);
    const place = placeOfName(names, fresh.name, sorted);
    slots.splice(place, 0, { name: fresh.name, fresh });
  }
  let before: ImageBlock | undefined;
  for (const { block, fresh } of slots) {
    if (fresh !== undefined) addImage(context, fresh, before);
    before = block ?? before;
  }
}

function addImage(context: EditContext, image: NewImage, before: ImageBlock | undefined): void {
  const { list, edit } = context;
  const first = list.blocks[0];
  const like = before ?? first;
  const lines = imageLines(context, image, { like, style: styleNear(context, like) });
  const blanks = blankLines(gapNear(list, before));
  if (before !== undefined) insertAfter(edit, before.lastLine, [...blanks, ...lines]);
  else if (first !== undefined) insertAfter(edit, first.line - 1, [...lines, ...blanks]);
  else insertAfter(edit, lineOfPlaceholder(context), lines);
}

/** The lines of a new image: its name written like that of another one, its entries in a style. */
export function imageLines(
  context: EditContext,
  { name, additions }: NewImage,
  { like, style }: { like: ImageBlock | undefined; style: EntryStyle },
): string[] {
  const entries = arrangedEntries(context, additions);
  return [
    nameLine(context.list, like, name),
    dmapLine(context.list, like),
    ...entries.flatMap((addition) => entryLines(context, { style, addition })),
  ];
}

/** The number of blank lines as so many empty texts. */
export function blankLines(count: number): string[] {
  return Array.from({ length: count }, () => '');
}

/** How many blank lines stand between two lines, both not counted. */
export function blanksBetween({ lines }: ImageList, from: number, to: number): number {
  return lines.slice(from, Math.max(from, to - 1)).filter(({ kind }) => kind === 'blank').length;
}

/** The blank lines that people put between two images hereabouts. */
function gapNear(list: ImageList, image: ImageBlock | undefined): number {
  const at = image === undefined ? 0 : Math.max(0, list.blocks.indexOf(image) - 1);
  const [upper, lower] = [list.blocks[at], list.blocks[at + 1]];
  if (upper === undefined || lower === undefined) return 0;
  return blanksBetween(list, upper.lastLine, lower.line);
}

/**
 * The index at which a name joins the others: in its order, else behind the
 * variants of the same image (`app`, `app-arm64`), else at the end.
 *
 * One name alone shows no order, so it counts as sorted only if all else says so.
 */
function placeOfName(names: readonly string[], name: string, sorted: boolean): number {
  const showsOrder = sorted || names.length > 1;
  const broken = namesDisorder(names);
  if (showsOrder && broken === 0) return behindNearest(names, name);
  const base = names
    .filter((other) => name.startsWith(`${other}-`) || other.startsWith(`${name}-`))
    .map((other) => (other.length < name.length ? other : name))
    .sort((a, b) => b.length - a.length)[0];
  if (base !== undefined)
    return names.findLastIndex((other) => other === base || other.startsWith(`${base}-`)) + 1;
  const nearlySorted = showsOrder && broken <= TOLERATED * names.length;
  return nearlySorted ? behindNearest(names, name) : names.length;
}

function behindNearest(names: readonly string[], name: string): number {
  const smaller = names.filter((other) => compareText(other, name) < 0).sort(compareText);
  const nearest = smaller.at(-1);
  return nearest === undefined ? 0 : names.lastIndexOf(nearest) + 1;
}

/**
 * The line behind which the first image of a list goes.
 *
 * A sole comment that says that there are no images yet would be untrue from
 * now on. People take it out with the first image, and so does this.
 */
function lineOfPlaceholder({ list, edit }: EditContext): number {
  const written = list.lines.flatMap(({ kind }, index) => (kind === 'blank' ? [] : [index + 1]));
  const [line] = written;
  if (line !== undefined && written.length === 1 && /^# *no images\b/i.test(lineAt(list, line)))
    edit.removed.add(line);
  return written.at(-1) ?? 0;
}
