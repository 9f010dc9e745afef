import { isImageTag } from '../reference.ts';
import { entriesByImage, type PlacedTag, placedTags } from './by-image.ts';
import type { Finding } from './finding.ts';
import { tagged } from './names.ts';
import { seriesOn } from './series.ts';
import type { WrittenEntry, WrittenList } from './written-list.ts';

/** So many tags of one kind make a habit. */
const HABIT = 3;
/** Up to this share of the tags of an image may be otherwise where there is a habit. */
const TOLERATED = 0.1;

const VERSION = /^(v?)[0-9]+(?:\.[0-9]+)+/;
const BARE_VERSION = /^v?[0-9]+\.[0-9]+(\.[0-9]+)?$/;
/** A version with something in its front that is no version's. */
const SLIP = /^(?:vv|v[.\-_]|V[.\-_]?)(?=[0-9])/;

/** One way in which the tags of an image can be alike. */
interface Trait {
  /** What a tag is in this regard; undefined where it is nothing of the kind. */
  readonly of: (tag: string) => string | undefined;
  readonly words: Readonly<Record<string, string>>;
  /** What may be a slip where the image is otherwise. */
  readonly suspects: readonly string[];
}

const TRAITS: readonly Trait[] = [
  {
    of: (tag) => VERSION.exec(tag)?.[1],
    words: { v: 'begins with "v"', '': 'has no "v" in front' },
    suspects: ['v', ''],
  },
  {
    of: (tag) => {
      const found = BARE_VERSION.exec(tag);
      if (found === null) return undefined;
      return found[1] === undefined ? 'short' : 'long';
    },
    words: { short: 'has two numbers', long: 'has three' },
    // A number that is there was written on purpose.
    suspects: ['short'],
  },
];

/** Tags that are written unlike the others of their image, as by a slip: `0.2.0` among `v0.1.0`. */
export function tagStyleFindings({ images }: WrittenList): Finding[] {
  return [...entriesByImage(images)].flatMap(([image, entries]) => {
    const tags = entries.flatMap((entry) => ownTags(image, entry));
    return [...slips(tags), ...TRAITS.flatMap((trait) => oddOnes(tags, trait))];
  });
}

/** What is no tag, or was made to be moved, is told as such. */
function ownTags(image: string, entry: WrittenEntry): PlacedTag[] {
  const series = seriesOn(entry.tags);
  return placedTags(image, [entry]).filter(({ tag }) => isImageTag(tag) && !series.has(tag));
}

function slips(tags: readonly PlacedTag[]): Finding[] {
  return tags.flatMap((tag) => {
    const slip = SLIP.exec(tag.tag)?.[0];
    if (slip === undefined) return [];
    return [finding(tag, `begins with "${slip}", as no version does`)];
  });
}

/** The few against the many; nobody where both are used. */
function oddOnes(tags: readonly PlacedTag[], { of, words, suspects }: Trait): Finding[] {
  const kinds = Map.groupBy(tags, ({ tag }) => of(tag));
  kinds.delete(undefined);
  const [most, ...others] = [...kinds].toSorted(([, a], [, b]) => b.length - a.length);
  if (most === undefined || most[1].length < HABIT) return [];
  const [habit, many] = most;
  const like = `${words[habit ?? ''] ?? ''}, like ${many.at(-1)?.tag ?? ''}`;
  return others
    .filter(([kind]) => suspects.includes(kind ?? ''))
    .filter(([, few]) => few.length === 1 || few.length <= TOLERATED * tags.length)
    .flatMap(([kind, few]) =>
      few.map((tag) =>
        finding(tag, `${words[kind ?? ''] ?? ''}, where the image otherwise ${like}`),
      ),
    );
}

function finding({ image, digest, tag, line }: PlacedTag, reason: string): Finding {
  return {
    rule: 'tag-style',
    ...{ line, image, digest, tag },
    message: `${tagged(image, tag)} ${reason}`,
    advice: 'Compare it with the tag in staging.',
  };
}
