import type { Word } from '../list/yaml-source.ts';
import type { WrittenEntry, WrittenImage } from './written-list.ts';

/** A tag with the image and digest that it stands under. */
export interface PlacedTag {
  readonly image: string;
  readonly digest: string;
  readonly tag: string;
  readonly line: number;
}

/** The entries of each image, those of all its blocks together, in the order of the file. */
export function entriesByImage(
  images: readonly WrittenImage[],
): ReadonlyMap<string, readonly WrittenEntry[]> {
  const entries = new Map<string, WrittenEntry[]>();
  for (const { name, entries: own } of images) {
    const known = entries.get(name.text);
    if (known === undefined) entries.set(name.text, [...own]);
    else for (const entry of own) known.push(entry);
  }
  return entries;
}

/** All tags of an image, in the order of the file. */
export function placedTags(image: string, entries: readonly WrittenEntry[]): PlacedTag[] {
  return entries.flatMap(({ digest, tags }) => tags.map((tag) => placed(image, digest, tag)));
}

function placed(image: string, digest: Word, { text: tag, line }: Word): PlacedTag {
  return { image, digest: digest.text, tag, line };
}
