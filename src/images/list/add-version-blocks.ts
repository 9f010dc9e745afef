import { blankLines, blanksBetween, imageLines, type NewImage } from './add-images.ts';
import type { Addition } from './additions.ts';
import { insertAfter } from './edit.ts';
import type { EditContext } from './edit-context.ts';
import { type EntryStyle, entryStyle, fittingStyle, STANDARD_STYLE } from './entry-style.ts';
import { namesDisorder } from './file-evidence.ts';
import type { ImageBlock, ImageList } from './image-list.ts';
import { keyColumn } from './image-style.ts';
import { headingFor, tagsOf, type VersionBlock } from './version-blocks.ts';
import { compareText } from './version-order.ts';

/**
 * Adds images to a file that has a block for each version: to the block of
 * their version if there is one, else as a new block at the end, written and
 * set apart like the last one.
 *
 * A digest that an older block lists is listed again, as it was promoted again.
 */
export function addVersionBlocks(
  context: EditContext,
  blocks: readonly VersionBlock[],
  additions: readonly Addition[],
): void {
  for (const ofVersion of versionsOf(additions)) {
    const tags = ofVersion[0]?.tags ?? [];
    const present = blocks.findLast(({ images }) =>
      tagsOf(images).some((tag) => tags.includes(tag)),
    );
    const last = present ?? blocks.at(-1);
    const end = last?.images.at(-1);
    if (last === undefined || end === undefined) continue;
    const images = arrangedImages(ofVersion, last.images);
    const lines = blockLines(context, images, last.images);
    const lead = present === undefined ? leadLines(context.list, blocks, tags[0] ?? '') : [];
    insertAfter(context.edit, end.lastLine, [...lead, ...lines]);
  }
}

/** The additions by their tags, in the order given. */
function versionsOf(additions: readonly Addition[]): Addition[][] {
  const versions = new Map<string, Addition[]>();
  for (const addition of additions) {
    const key = addition.tags.join();
    versions.set(key, [...(versions.get(key) ?? []), addition]);
  }
  return [...versions.values()];
}

/** One image after the other: by name where the last block does so, else as that block has them. */
function arrangedImages(additions: readonly Addition[], like: readonly ImageBlock[]): NewImage[] {
  const byName = new Map<string, Addition[]>();
  for (const addition of additions)
    byName.set(addition.image, [...(byName.get(addition.image) ?? []), addition]);
  const known = like.map(({ name }) => name);
  const sorted = namesDisorder(known) === 0;
  const place = (name: string) => (known.includes(name) ? known.indexOf(name) : known.length);
  return [...byName]
    .map(([name, own]) => ({ name, additions: own }))
    .sort((a, b) => (sorted ? compareText(a.name, b.name) : place(a.name) - place(b.name)));
}

function blockLines(
  context: EditContext,
  images: readonly NewImage[],
  like: readonly ImageBlock[],
): string[] {
  const [upper, lower] = like.slice(-2);
  const apart = upper !== undefined && lower !== undefined;
  const style = commonStyle(context.list);
  const gap = blankLines(apart ? blanksBetween(context.list, upper.lastLine, lower.line) : 0);
  return images.flatMap((image, index) => {
    const model = like.find(({ name }) => name === image.name) ?? like.at(-1);
    const fitting = fittingStyle(style, keyColumn(context.list, model));
    const lines = imageLines(context, image, { like: model, style: fitting });
    return index === 0 ? lines : [...gap, ...lines];
  });
}

/** The style of most entries, because a single block may have come out of another tool. */
function commonStyle(list: ImageList): EntryStyle {
  const styles = list.blocks.flatMap(({ entries }) =>
    entries.map((entry) => entryStyle(list, entry)),
  );
  const counts = new Map<string, number>();
  const kindOf = ({ digestQuote, tags }: EntryStyle) => `${digestQuote} ${tags.form} ${tags.quote}`;
  for (const style of styles) counts.set(kindOf(style), (counts.get(kindOf(style)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return styles.findLast((style) => counts.get(kindOf(style)) === most) ?? STANDARD_STYLE;
}

/** Blank lines and heading of a new block. */
function leadLines(list: ImageList, blocks: readonly VersionBlock[], tag: string): string[] {
  const [upper, lower] = blocks.slice(-2);
  const heading = blocks.at(-1)?.heading;
  const from = upper?.images.at(-1)?.lastLine;
  const to = lower?.images[0]?.line;
  const gap = from === undefined || to === undefined ? 1 : blanksBetween(list, from, to);
  return [...blankLines(gap), ...(heading === undefined ? [] : [headingFor(heading, tag)])];
}
