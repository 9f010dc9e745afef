/**
 * Compares two tags as versions: numbers as numbers, so that `v1.9` comes
 * before `v1.10`, a leading `v` without weight, and a candidate before its release.
 *
 * Any two tags can be compared: where they are no versions, runs of digits still
 * count as numbers and all else as text. `1.2` and `v1.2` are equal. Differs from
 * semantic versioning in that `v3.4.4-1` is a later build of `v3.4.4`.
 */
export function compareVersions(left: string, right: string): number {
  return compareParts(left, right, rankOfVersionPart);
}

/**
 * The same, but what is longer comes later: `v0.8.0` before `v0.8.0-minimal`
 * and also before `v0.8.0-rc.1`.
 */
export function compareNaturally(left: string, right: string): number {
  return compareParts(left, right, rankOfPart);
}

/** Compares by code units, as `sort` does without a locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Words that mark what comes before a release. */
const EARLY = /^[-._]?(?:alpha|beta|rc|pre|dev|snapshot)/i;

function compareParts(left: string, right: string, rank: (part: string) => number): number {
  const a = withoutV(left);
  const b = withoutV(right);
  let differ = 0;
  while (differ < a.length && a.charCodeAt(differ) === b.charCodeAt(differ)) differ += 1;
  if (differ === a.length && differ === b.length) return 0;

  let start = partStart(a, differ);
  if (partAt(a, start) === partAt(b, start)) start = differ;
  const partA = partAt(a, start);
  const partB = partAt(b, start);
  const byRank = rank(partA) - rank(partB);
  if (byRank !== 0) return byRank;
  return isDigit(partA.charCodeAt(0)) ? compareNumbers(partA, partB) : compareText(partA, partB);
}

/** The end of a tag comes before all that could follow; numbers before words. */
function rankOfPart(part: string): number {
  if (part === '') return 0;
  return isDigit(part.charCodeAt(0)) ? 1 : 2;
}

function rankOfVersionPart(part: string): number {
  return EARLY.test(part) ? -1 : rankOfPart(part);
}

/** Without the `v` before the version, and the dot that sometimes slips in behind it. */
function withoutV(tag: string): string {
  if (tag.charCodeAt(0) !== 0x76) return tag;
  const start = tag.charCodeAt(1) === 0x2e ? 2 : 1;
  return isDigit(tag.charCodeAt(start)) ? tag.slice(start) : tag;
}

/** The start of the number or word that ends at, or reaches over, an offset. */
function partStart(tag: string, offset: number): number {
  let start = offset;
  const digits = isDigit(tag.charCodeAt(start - 1));
  while (start > 0 && isDigit(tag.charCodeAt(start - 1)) === digits) start -= 1;
  return start;
}

function partAt(tag: string, start: number): string {
  let end = start;
  const digits = isDigit(tag.charCodeAt(start));
  while (end < tag.length && isDigit(tag.charCodeAt(end)) === digits) end += 1;
  return tag.slice(start, end);
}

/** Digits of any length; equal values are told apart by their zeros, so that the order is total. */
function compareNumbers(left: string, right: string): number {
  const a = left.replace(/^0+/, '');
  const b = right.replace(/^0+/, '');
  return a.length - b.length || compareText(a, b) || compareText(left, right);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
