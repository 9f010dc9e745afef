import { entriesByImage, type PlacedTag, placedTags } from './by-image.ts';
import type { Finding } from './finding.ts';
import { brief, tagged } from './names.ts';
import type { WrittenList } from './written-list.ts';

const VERSION = /^v?([0-9]+\.[0-9]+\.[0-9]+)/;

/** A digest that two versions share: built again without a change, or pasted from the line above. */
export function reusedDigestFindings({ images }: WrittenList): Finding[] {
  return [...entriesByImage(images)].flatMap(([image, entries]) => {
    const versions = new Map<string, PlacedTag>();
    return placedTags(image, entries).flatMap((here) => {
      const first = versions.get(here.digest);
      const version = versionOf(here.tag);
      if (first === undefined && version !== undefined) versions.set(here.digest, here);
      const isOther = first !== undefined && version !== undefined;
      return isOther && version !== versionOf(first.tag) ? [reused(first, here)] : [];
    });
  });
}

function versionOf(tag: string): string | undefined {
  return VERSION.exec(tag)?.[1];
}

function reused(first: PlacedTag, { image, digest, tag, line }: PlacedTag): Finding {
  return {
    rule: 'reused-digest',
    ...{ line, image, digest, tag },
    message: `${brief(digest)} is ${tagged(image, first.tag)} on line ${first.line}, and ${tagged(image, tag)} here`,
    advice:
      'Compare it with the registry: two versions are the same image only if nothing changed.',
  };
}
