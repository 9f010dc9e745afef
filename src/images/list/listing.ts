import type { Addition } from './additions.ts';
import type { ImageList } from './image-list.ts';
import { readYaml } from './read-yaml.ts';
import { refusal } from './refusal.ts';

/**
 * One thing that a list says, in the order of the file: that an image is named
 * here (no digest), or that a digest of it has these tags.
 */
export interface Listing {
  readonly image: string;
  readonly digest: string | undefined;
  readonly tags: readonly string[];
  readonly line: number;
}

/**
 * All that a list says.
 *
 * Where every line is in the grammar, the lines say it; else the whole text is
 * read as YAML, which takes some 30 times as long.
 *
 * @throws RingmasterError `edit-refused` where the text is not an image list.
 */
export function listingsOf(list: ImageList): Listing[] {
  if (list.unread.length > 0) return readYaml(list.text);
  const listings: Listing[] = [];
  for (const { name, line, entries } of list.blocks) {
    listings.push({ image: name, digest: undefined, tags: [], line });
    for (const entry of entries)
      listings.push({ image: name, digest: entry.digest, tags: entry.tags, line: entry.line });
  }
  return listings;
}

/**
 * What of the additions the list does not say yet: digests with the tags they lack.
 *
 * @throws RingmasterError `edit-refused` where a tag is on another digest of
 * its image. Tags are never moved: what was pulled by a tag must stay what it was.
 */
export function outstanding(
  listings: readonly Listing[],
  additions: readonly Addition[],
): Addition[] {
  const ofImages = new Map<string, Listing[]>(additions.map(({ image }) => [image, []]));
  for (const listing of listings) ofImages.get(listing.image)?.push(listing);
  return additions.flatMap(({ image, digest, tags }) => {
    const missing = tags.filter((tag) => {
      const holders = (ofImages.get(image) ?? []).filter((listing) => listing.tags.includes(tag));
      const other = holders.find((holder) => holder.digest !== digest);
      if (other !== undefined) throw moved(`${image}:${tag}`, other);
      return holders.length === 0;
    });
    return missing.length > 0 ? [{ image, digest, tags: missing }] : [];
  });
}

function moved(reference: string, { digest, line }: Listing) {
  return refusal(`${reference} is listed as ${digest}, and a tag is never moved`, {
    line,
    advice: 'Release the new digest under a new tag.',
  });
}
