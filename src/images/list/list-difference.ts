import { type Listing, listingsOf } from './listing.ts';
import { parseList } from './parse-list.ts';

/** A digest of an image and some of its tags. */
interface ListedDigest {
  readonly image: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

/** What two versions of a list say differently. */
export interface ListDifference {
  /** New digests with all their tags, and old digests with their further tags. */
  readonly added: readonly ListedDigest[];
  /** Digests that are gone, and old digests with the tags that they lost. */
  readonly removed: readonly ListedDigest[];
  /** Tags that were on one digest and are on another, although tags are never moved. */
  readonly moved: readonly {
    readonly image: string;
    readonly tag: string;
    readonly from: string;
    readonly to: string;
  }[];
}

/**
 * Compares what two versions of a list say, whatever their lines look like.
 *
 * @throws RingmasterError `edit-refused` where one of them is not a list of images.
 */
export function listDifference(before: string, after: string): ListDifference {
  const old = digestsOf(listingsOf(parseList(before)));
  const now = digestsOf(listingsOf(parseList(after)));
  const added = missingIn(old, now);
  const removed = missingIn(now, old);
  const moved = added.flatMap(({ image, digest, tags }) =>
    removed
      .filter((gone) => gone.image === image)
      .flatMap((gone) =>
        gone.tags
          .filter((tag) => tags.includes(tag))
          .map((tag) => ({ image, tag, from: gone.digest, to: digest })),
      ),
  );
  return { added, removed, moved };
}

function digestsOf(listings: readonly Listing[]): Map<string, ListedDigest> {
  const digests = new Map<string, ListedDigest>();
  for (const { image, digest, tags } of listings) {
    if (digest === undefined) continue;
    const key = `${image}@${digest}`;
    const all = [...(digests.get(key)?.tags ?? []), ...tags];
    digests.set(key, { image, digest, tags: [...new Set(all)] });
  }
  return digests;
}

/** What the second says and the first does not. */
function missingIn(
  first: ReadonlyMap<string, ListedDigest>,
  second: ReadonlyMap<string, ListedDigest>,
): ListedDigest[] {
  return [...second].flatMap(([key, { image, digest, tags }]) => {
    const known = first.get(key);
    if (known === undefined) return [{ image, digest, tags }];
    const lacking = tags.filter((tag) => !known.tags.includes(tag));
    return lacking.length > 0 ? [{ image, digest, tags: lacking }] : [];
  });
}
