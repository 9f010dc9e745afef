import { checkList, type ListToCheck } from '../../../src/images/check/check-list.ts';
import type { Told } from '../../../src/images/check/told.ts';
import { withDigests } from '../list/example-digest.ts';

type Besides = Omit<ListToCheck, 'after'>;

/** What is told of a list that has `{a1}` for digests. */
export function findingsIn(list: string, { before, ...facts }: Besides = {}): readonly Told[] {
  return checkList({
    ...facts,
    after: withDigests(list),
    before: before === undefined ? undefined : withDigests(before),
  }).findings;
}

/** The same in short: `2 tag-syntax`, line and rule. */
export function found(list: string, besides: Besides = {}): readonly string[] {
  return findingsIn(list, besides).map(({ line, rule }) => `${line} ${rule}`);
}

/** A list of one image with these lines below `dmap`, of which the first is line 3. */
export function listOf(...entries: readonly string[]): string {
  return `- name: app\n  dmap:\n${entries.map((entry) => `    ${entry}\n`).join('')}`;
}
