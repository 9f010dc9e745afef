import { differenceOf, type ListDifference, type ListedDigest } from '../list/list-difference.ts';
import type { Finding } from './finding.ts';
import { keyOf } from './key.ts';
import { brief, named, tagged } from './names.ts';
import { type GoneLines, linesOfGone, type Places, placesIn } from './places.ts';
import type { WrittenList } from './written-list.ts';

/** A list before and after a change, and what they say differently. */
export interface Change {
  readonly before: WrittenList;
  readonly after: WrittenList;
  readonly difference: ListDifference;
  readonly places: Places;
}

export function changeOf(before: WrittenList, after: WrittenList): Change {
  const difference = differenceOf(sayings(before), sayings(after));
  return { before, after, difference, places: placesIn(after) };
}

/** What was promoted once and is said otherwise now, or no longer. */
export function changeFindings(change: Change): Finding[] {
  const lines = linesOfGone(change.before, change.places);
  const lost = change.difference.removed.filter(({ image }) => !lines.images.has(image));
  return [
    ...movedTags(change),
    ...[...lines.images].map(([image, line]) => imageRemoved(image, line)),
    ...lost.flatMap(lossesIn(change, lines)),
  ];
}

function sayings({ images }: WrittenList) {
  return images.flatMap(({ name, entries }) => [
    { image: name.text, digest: undefined, tags: [] },
    ...entries.map(({ digest, tags }) => ({
      image: name.text,
      digest: digest.text,
      tags: tags.map(({ text }) => text),
    })),
  ]);
}

function movedTags({ difference, places }: Change): Finding[] {
  return difference.moved.map(({ image, tag, from, to }) => ({
    rule: 'tag-moved',
    ...{ line: places.ofTag(image, to, tag), image, digest: to, tag },
    message: `${tagged(image, tag)} was ${brief(from)} and is ${brief(to)} now, but production keeps what it has`,
    advice: 'Put the old digest back, and release the new one under a new tag.',
  }));
}

function imageRemoved(image: string, line: number): Finding {
  return {
    rule: 'image-removed',
    ...{ line, image },
    message: `${named(image)} is gone with all its digests, but production keeps them`,
    advice: 'Put it back: the list says what production holds.',
  };
}

/** What of a lost digest or of its tags is not told as moved already. */
function lossesIn(
  { difference, places }: Change,
  lines: GoneLines,
): (lost: ListedDigest) => readonly Finding[] {
  const moved = new Set(difference.moved.map(({ image, from, tag }) => keyOf(image, from, tag)));
  return ({ image, digest, tags }) => {
    const left = tags.filter((tag) => !moved.has(keyOf(image, digest, tag)));
    if (left.length === 0 && tags.length > 0) return [];
    const line = places.ofDigest(image, digest);
    if (line !== undefined) return left.map((tag) => tagRemoved({ image, digest, tag, line }));
    const above = lines.ofDigest(image, digest);
    return [digestRemoved({ image, digest, tags: left }, above)];
  };
}

function digestRemoved({ image, digest, tags }: ListedDigest, line: number): Finding {
  const [tag] = tags;
  const besides = tag === undefined ? '' : `, with ${tagged(image, tag)}`;
  return {
    rule: 'digest-removed',
    ...{ line, image, digest },
    ...(tag === undefined ? {} : { tag }),
    message: `${brief(digest)} of ${named(image)} is gone${besides}, but production keeps it`,
    advice: 'Put it back: the list says what production holds.',
  };
}

function tagRemoved(at: { image: string; digest: string; tag: string; line: number }): Finding {
  return {
    ...at,
    rule: 'tag-removed',
    message: `${brief(at.digest)} was ${tagged(at.image, at.tag)}, which is gone, but production keeps it`,
    advice: 'Put the tag back: the list says what production holds.',
  };
}
