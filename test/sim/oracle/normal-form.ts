import { PRODUCTION_HOST, PROMOTED_CHART, PROMOTED_IMAGE } from '../../stage/scenery.ts';
import { look } from '../sight.ts';
import { shelfAt } from '../world/images.ts';
import type { World } from '../world/world.ts';

/** What differs between two runs of the same inputs although they came to the same end. */
const CHANCE: readonly (readonly [RegExp, string])[] = [
  [/<!--.*?-->/g, ''],
  [/\b\d\d [A-Z][a-z]{2} \d\d:\d\d UTC/g, 'TIME'],
  [/\b\d+ (?:d|h|min|s)(?: \d+ (?:h|min|s))?\b/g, 'SPAN'],
  [/\b[0-9a-f]{12,64}\b/g, 'HASH'],
  [/ “[^”]*”/g, ''],
  [/\[(?:alice|bob|carol)\]\([^)]*\)/g, 'OWNER'],
  [/(chat\.test\/[\w-]+)\/\d+/g, '$1'],
  [/\brc\d+\b/g, 'RC'],
  [/#\d+|\/(?:pull|issues)\/\d+/g, 'NUMBER'],
  [/journal of \d+ entries/g, 'journal'],
];

/** A voice that does not count, with the reason. */
const BYSTANDER = / · (?:cut this candidate, so it does not count|not in the group)$/;

/** Whether somebody came to object before the end is chance, too. */
const SETTLED = /^<details><summary>Settled objections|; lifted by /;

/** The same without the voices that do not count: whether they came to be heard is chance. */
export function withoutBystanders(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !BYSTANDER.test(line));
}

/**
 * Everything that people can see in the end, in a form in which the order of what
 * came when does not matter: what was released, and what the pages say.
 */
export function normalForm(world: World): readonly string[] {
  const { asked } = look(world);
  const served = [[PROMOTED_IMAGE, 'v0.1.0'] as const, [PROMOTED_CHART, '0.1.0'] as const].map(
    ([path, tag]) => shelfAt(world.state, `${PRODUCTION_HOST}/${path}`).tags.get(tag),
  );
  const messages = world.state.messages.map(({ text }) => masked(text));
  const lines = asked
    .split('\n')
    .filter((line) => !line.startsWith('<sub>') && !SETTLED.test(line))
    .map(masked);
  return [
    ...served.map((digest) => masked(String(digest))),
    ...messages,
    ...new Set(lines),
  ].toSorted();
}

/** The first thing that the one says and the other does not. */
export function difference(a: readonly string[], b: readonly string[]): string | undefined {
  const [x, y] = [new Set(a), new Set(b)];
  return a.find((line) => !y.has(line)) ?? b.find((line) => !x.has(line));
}

function masked(text: string): string {
  return CHANCE.reduce((line, [pattern, word]) => line.replaceAll(pattern, word), text).trim();
}
