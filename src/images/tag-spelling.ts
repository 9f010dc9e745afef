import { isImageTag } from './reference.ts';

/** A tag as somebody asked for it, and as an image of theirs would spell it. */
export interface AskedTag {
  readonly asked: string;
  readonly tag: string;
}

/** The tags that an image is looked for under. */
export interface SpelledTags {
  readonly tags: readonly AskedTag[];
  /** The same versions in another spelling, for an image that has none of `tags`. */
  readonly instead: readonly AskedTag[];
  /** Whether the image is known to spell its tags like `tags`, so that each of them should be there. */
  readonly isCertain: boolean;
}

/** An image whose tag is a commit's id tells nothing by what its digits begin with. */
const COMMIT = /^(?=.*[a-f])[0-9a-f]{12,}$/;

/**
 * How a tag is spelt: what stands before its first digit, `v` in `v1.2.0` and
 * nothing in `1.2.0`; undefined where no version follows.
 */
export function spellingOf(tag: string): string | undefined {
  const digit = tag.search(/[0-9]/);
  return digit < 0 || COMMIT.test(tag) ? undefined : tag.slice(0, digit);
}

/** The image tag that a git tag means: git keeps tags of several things apart by a path, `chart/0.2.0`. */
export function imageTagIn(gitTag: string): string | undefined {
  const tag = gitTag.slice(gitTag.lastIndexOf('/') + 1);
  return isImageTag(tag) ? tag : undefined;
}

/**
 * The tags that an image is looked for under, by the spelling of those it has.
 *
 * Of one release the image may be `v0.2.0` and the chart `0.2.0`. Whoever asks
 * for one of them means both, and whoever asks for both means each where it is
 * spelt so. Only a leading `v` is put on or left out: no other spelling is guessed.
 */
export function spelledFor(asked: readonly AskedTag[], own: readonly string[]): SpelledTags {
  const spellings = new Set(own.map(spellingOf));
  spellings.delete(undefined);
  const isOwn = ({ tag }: AskedTag) => spellings.has(spellingOf(tag));
  const same = asked.filter(isOwn);
  if (same.length > 0) return { tags: unique(same), instead: [], isCertain: true };
  const other = asked.flatMap(otherSpelling);
  const respelled = other.filter(isOwn);
  if (respelled.length > 0) return { tags: unique(respelled), instead: [], isCertain: true };
  return { tags: unique(asked), instead: unique(other), isCertain: false };
}

function otherSpelling({ asked, tag }: AskedTag): AskedTag[] {
  const spelling = spellingOf(tag);
  if (spelling === 'v') return [{ asked, tag: tag.slice(1) }];
  return spelling === '' ? [{ asked, tag: `v${tag}` }] : [];
}

function unique(tags: readonly AskedTag[]): AskedTag[] {
  return [...new Map(tags.toReversed().map((each) => [each.tag, each])).values()].toReversed();
}
