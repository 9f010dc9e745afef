import { isVersion } from './order.ts';

const VARIABLE = '$version';

/** The version that a tag spells by a pattern such as `v$version`; undefined where it does not fit. */
export function versionIn(tag: string, pattern: string): string | undefined {
  const [before, after] = pattern.split(VARIABLE);
  if (before === undefined || after === undefined) return undefined;
  if (!tag.startsWith(before) || !tag.endsWith(after)) return undefined;
  const version = tag.slice(before.length, tag.length - after.length);
  return isVersion(version) ? version : undefined;
}

/** The tag of a version by a pattern. */
export function tagFor(version: string, pattern: string): string {
  return pattern.replaceAll(VARIABLE, version);
}

/**
 * Whether a tag looks like a misspelling of the expected one: it has the same
 * numbers, or the same but for a part left out, and is not the expected one.
 */
export function resembles(tag: string, expected: string): boolean {
  if (tag === expected) return false;
  const [numbers, wanted] = [numbersIn(tag), numbersIn(expected)];
  return numbers !== '' && (numbers === wanted || wanted.startsWith(`${numbers}.`));
}

function numbersIn(tag: string): string {
  return (/\d+(?:[._]\d+)*/.exec(tag)?.[0] ?? '').replaceAll('_', '.');
}
