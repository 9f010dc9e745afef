import { RingmasterError } from '../../domain/errors.ts';
import { listingsOf } from '../../images/list/listing.ts';
import { parseList } from '../../images/list/parse-list.ts';
import { previousTag } from '../../images/near-tags.ts';
import { type AskedTag, spelledFor } from '../../images/tag-spelling.ts';
import type { Wish } from './wish.ts';

/** What the list holds of one image: its tags, each with its digest as written. */
export type Listed = ReadonlyMap<string, string>;

/** One image, and the tags that it is looked for under. */
export interface Wanted {
  readonly image: string;
  readonly listed: Listed;
  /** Whether somebody named it. */
  readonly isNamed: boolean;
  readonly tags: readonly ExpectedTag[];
  /** Looked for where none of `tags` is there. */
  readonly instead: readonly ExpectedTag[];
  /** Each of `tags` should be there; else one of them is enough. */
  readonly isCertain: boolean;
}

export interface ExpectedTag extends AskedTag {
  /** Whether it is amiss where staging does not have it. */
  readonly isExpected: boolean;
}

/** What a list says, image by image. */
export function listedIn(text: string): ReadonlyMap<string, Listed> {
  const images = new Map<string, Map<string, string>>();
  for (const { image, digest, tags } of listingsOf(parseList(text))) {
    const own = images.get(image) ?? new Map<string, string>();
    images.set(image, own);
    if (digest !== undefined) for (const tag of tags) own.set(tag, digest);
  }
  return images;
}

/**
 * The images that are meant: those that were named, else all that the list holds.
 *
 * Lists keep images that are no longer built. One that nobody named is expected
 * only where it has the version before, by the tags of all images together.
 * @throws RingmasterError `artifact-invalid` where no image is named and the list has none.
 */
export function wantedImages(
  { images, tags }: Pick<Wish, 'images' | 'tags'>,
  list: ReadonlyMap<string, Listed>,
): readonly Wanted[] {
  const names = images.length > 0 ? images : [...list.keys()];
  if (names.length === 0)
    throw new RingmasterError('artifact-invalid', 'the list holds no image yet', {
      advice: 'Name the images with --image',
    });
  const versionBefore = versionsBefore(list);
  return names.map((image) => {
    const listed = list.get(image) ?? new Map<string, string>();
    const isNamed = images.length > 0;
    const expected = (each: AskedTag): ExpectedTag => {
      const before = versionBefore(each.tag);
      return { ...each, isExpected: isNamed || (before !== undefined && listed.has(before)) };
    };
    const spelled = spelledFor(tags, [...listed.keys()]);
    return {
      image,
      listed,
      isNamed,
      tags: spelled.tags.map(expected),
      instead: spelled.instead.map(expected),
      isCertain: spelled.isCertain,
    };
  });
}

/** Finds the version before a tag among the tags of all images; each is looked for once. */
function versionsBefore(list: ReadonlyMap<string, Listed>): (tag: string) => string | undefined {
  const all = new Set([...list.values()].flatMap((listed) => [...listed.keys()]));
  const known = new Map<string, string | undefined>();
  return (tag) => {
    if (!known.has(tag)) known.set(tag, previousTag(tag, [...all]));
    return known.get(tag);
  };
}
