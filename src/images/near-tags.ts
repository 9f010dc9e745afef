import { compareVersions } from './list/version-order.ts';
import { spellingOf } from './tag-spelling.ts';

const EARLY = /[0-9][-._]?(?:alpha|beta|rc|pre|dev|snapshot)/i;

/** Tags that cosign and others put beside an image, named after its digest. */
const ATTACHED = /^sha256-[0-9a-f]{64}/;

/**
 * The highest tag below this one that is spelt the same way, as the version
 * before it; a final version looks past candidates. Undefined for a first version.
 */
export function previousTag(tag: string, tags: readonly string[]): string | undefined {
  const spelling = spellingOf(tag);
  if (spelling === undefined) return undefined;
  return tags
    .filter((each) => spellingOf(each) === spelling && (EARLY.test(tag) || !EARLY.test(each)))
    .filter((each) => compareVersions(each, tag) < 0)
    .reduce<string | undefined>((highest, each) => later(highest, each), undefined);
}

/** The tags that come nearest to one that is not there: what begins alike first, then what is newer. */
export function nearTags(wanted: string, tags: readonly string[], most = 3): readonly string[] {
  const near = (tag: string) => sharedLength(bare(wanted), bare(tag));
  return tags
    .filter((tag) => !ATTACHED.test(tag))
    .toSorted((a, b) => near(b) - near(a) || compareVersions(b, a))
    .slice(0, most);
}

function later(one: string | undefined, other: string): string {
  return one === undefined || compareVersions(one, other) < 0 ? other : one;
}

function bare(tag: string): string {
  return tag.replace(/^v(?=[0-9])/, '');
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
