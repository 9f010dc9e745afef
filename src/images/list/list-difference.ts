import { type Listing, listingsOf } from './listing.ts';
import { parseList } from './parse-list.ts';

/** A digest of an image and some of its tags. */
export interface ListedDigest {
  readonly image: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

/** A tag that was on one digest and is on another, although tags are never moved. */
export interface MovedTag {
  readonly image: string;
  readonly tag: string;
  readonly from: string;
  readonly to: string;
}

/** What two versions of a list say differently. */
export interface ListDifference {
  /** New digests with all their tags, and old digests with their further tags. */
  readonly added: readonly ListedDigest[];
  /** Digests that are gone, and old digests with the tags that they lost. */
  readonly removed: readonly ListedDigest[];
  readonly moved: readonly MovedTag[];
}

/**
 * Compares what two versions of a list say, whatever their lines look like.
 *
 * @throws RingmasterError `edit-refused` where one of them is not a list of images.
 */
export function listDifference(before: string, after: string): ListDifference {
  return differenceOf(listingsOf(parseList(before)), listingsOf(parseList(after)));
}

/** The same for lists that have been read. Takes time in the length of both. */
export function differenceOf(
  before: readonly Omit<Listing, 'line'>[],
  after: readonly Omit<Listing, 'line'>[],
): ListDifference {
  const old = digestsOf(before);
  const now = digestsOf(after);
  const added = missingIn(old, now);
  const removed = missingIn(now, old);
  return { added, removed, moved: movedTags(added, removed) };
}

/** Digests with all their tags, by image and digest. */
type Digests = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

function digestsOf(listings: readonly Omit<Listing, 'line'>[]): Digests {
  const images = new Map<string, Map<string, Set<string>>>();
  for (const { image, digest, tags } of listings) {
    if (digest === undefined) continue;
    const digests = images.get(image) ?? new Map<string, Set<string>>();
    images.set(image, digests);
    const known = digests.get(digest);
    if (known === undefined) digests.set(digest, new Set(tags));
    else for (const tag of tags) known.add(tag);
  }
  return images;
}

/** What the second says and the first does not. */
function missingIn(first: Digests, second: Digests): ListedDigest[] {
  return [...second].flatMap(([image, digests]) =>
    [...digests].flatMap(([digest, tags]) => {
      const known = first.get(image)?.get(digest);
      if (known === undefined) return [{ image, digest, tags: [...tags] }];
      const lacking = [...tags].filter((tag) => !known.has(tag));
      return lacking.length > 0 ? [{ image, digest, tags: lacking }] : [];
    }),
  );
}

/** Where several digests lost the same tag, it moved from the first of them. */
function movedTags(added: readonly ListedDigest[], removed: readonly ListedDigest[]): MovedTag[] {
  const gone = new Map<string, Map<string, string>>();
  for (const { image, digest, tags } of removed) {
    const own = gone.get(image) ?? new Map<string, string>();
    gone.set(image, own);
    for (const tag of tags) if (!own.has(tag)) own.set(tag, digest);
  }
  return added.flatMap(({ image, digest: to, tags }) =>
    tags.flatMap((tag) => {
      const from = gone.get(image)?.get(tag);
      return from === undefined ? [] : [{ image, tag, from, to }];
    }),
  );
}
