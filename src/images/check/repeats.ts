import { versionBlocks } from '../list/version-blocks.ts';
import { entriesByImage, placedTags } from './by-image.ts';
import type { Finding } from './finding.ts';
import { brief, named, tagged } from './names.ts';
import type { WrittenEntry, WrittenList } from './written-list.ts';

/** Images, digests and tags that a list says more than once. */
export function repeatFindings(list: WrittenList): Finding[] {
  const entries = [...entriesByImage(list.images)];
  return [
    ...repeatedImages(list),
    ...entries.flatMap(([image, own]) => repeatedDigests(image, own)),
    ...entries.flatMap(([image, own]) => repeatedTags(image, own)),
  ];
}

/** A file that keeps a block for each version names its images again and again. */
function repeatedImages({ lines, images }: WrittenList): Finding[] {
  const first = new Map<string, number>();
  const findings: Finding[] = [];
  for (const { name } of images) {
    const { text: image, line } = name;
    const before = first.get(image);
    if (before === undefined) first.set(image, line);
    else
      findings.push({
        rule: 'image-twice',
        line,
        image,
        message: `${named(image)} is named on line ${before} already, and tools that rewrite the list keep only one of the two`,
        advice: 'Put its digests below the first name.',
      });
  }
  return findings.length > 0 && versionBlocks(lines) !== undefined ? [] : findings;
}

/** The same digest with the same tag in two blocks; with another tag it is a matter of versions. */
function repeatedDigests(image: string, entries: readonly WrittenEntry[]): Finding[] {
  const seen = new Map<string, Map<string, number>>();
  const findings: Finding[] = [];
  for (const { digest, tags } of entries) {
    const known = seen.get(digest.text) ?? new Map<string, number>();
    seen.set(digest.text, known);
    const again = tags.find(({ text }) => known.has(text));
    if (again !== undefined)
      findings.push({
        rule: 'digest-twice',
        line: digest.line,
        image,
        digest: digest.text,
        tag: again.text,
        message: `${tagged(image, again.text)} stands on line ${known.get(again.text)} already, with the same digest`,
        advice: 'Take one of the two lines out.',
      });
    for (const { text } of tags) if (!known.has(text)) known.set(text, digest.line);
  }
  return findings;
}

function repeatedTags(image: string, entries: readonly WrittenEntry[]): Finding[] {
  const holders = new Map<string, { readonly digest: string; readonly line: number }>();
  const findings: Finding[] = [];
  for (const { tag, digest, line } of placedTags(image, entries)) {
    const holder = holders.get(tag);
    if (holder === undefined) holders.set(tag, { digest, line });
    else if (holder.digest !== digest)
      findings.push({
        rule: 'tag-on-two-digests',
        ...{ line, image, digest, tag },
        message: `${tagged(image, tag)} is ${brief(holder.digest)} on line ${holder.line}, and ${brief(digest)} here`,
        advice: 'A tag can be one digest only: give this one a tag of its own, or take it out.',
      });
  }
  return [...findings, ...entries.flatMap((entry) => tagsTwice(image, entry))];
}

function tagsTwice(image: string, { digest, tags }: WrittenEntry): Finding[] {
  const seen = new Set<string>();
  return tags.flatMap(({ text: tag, line }) => {
    const isNew = !seen.has(tag);
    seen.add(tag);
    if (isNew) return [];
    return [
      {
        rule: 'tag-twice',
        ...{ line, image, digest: digest.text, tag },
        message: `${brief(digest.text)} has ${tagged(image, tag)} twice`,
        advice: 'Take one of the two out.',
      } satisfies Finding,
    ];
  });
}
