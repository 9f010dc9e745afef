import { keyOf, noteFirst } from './key.ts';
import type { WrittenList } from './written-list.ts';

/** Where in a list things stand; the first place of several. */
export interface Places {
  ofImage(image: string): number | undefined;
  ofDigest(image: string, digest: string): number | undefined;
  /** The line of a tag; that of its digest, or the top, where it is not there. */
  ofTag(image: string, digest: string, tag: string): number;
}

/** Notes all places once, so that each can be asked for without a search. */
export function placesIn({ images }: WrittenList): Places {
  const places = new Map<string, number>();
  for (const { name, entries } of images) {
    noteFirst(places, keyOf(name.text), name.line);
    for (const { digest, tags } of entries) {
      noteFirst(places, keyOf(name.text, digest.text), digest.line);
      for (const tag of tags) noteFirst(places, keyOf(name.text, digest.text, tag.text), tag.line);
    }
  }
  const ofDigest = (image: string, digest: string) => places.get(keyOf(image, digest));
  return {
    ofImage: (image) => places.get(keyOf(image)),
    ofDigest,
    ofTag: (image, digest, tag) =>
      places.get(keyOf(image, digest, tag)) ?? ofDigest(image, digest) ?? 1,
  };
}

/** For what is gone: the line of the new list below which it stood. */
export interface GoneLines {
  /** By image. */
  readonly images: ReadonlyMap<string, number>;
  ofDigest(image: string, digest: string): number;
}

/** One walk through the old list that remembers what was last seen of the new one. */
export function linesOfGone({ images: old }: WrittenList, places: Places): GoneLines {
  const images = new Map<string, number>();
  const digests = new Map<string, number>();
  let above = 1;
  for (const { name, entries } of old) {
    const line = places.ofImage(name.text);
    if (line === undefined) noteFirst(images, name.text, above);
    above = line ?? above;
    for (const { digest } of entries) {
      above = places.ofDigest(name.text, digest.text) ?? above;
      noteFirst(digests, keyOf(name.text, digest.text), above);
    }
  }
  return { images, ofDigest: (image, digest) => digests.get(keyOf(image, digest)) ?? 1 };
}
