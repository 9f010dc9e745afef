import { readdirSync, readFileSync } from 'node:fs';
import { isDigest } from '../../../src/domain/digest.ts';
import type { Rule } from '../../../src/images/check/finding.ts';
import type { Addition } from '../../../src/images/list/additions.ts';

/** A change of a list that was merged once. */
export interface Pair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly delta: {
    readonly added: readonly Addition[];
    readonly removed: readonly {
      readonly image: string;
      readonly digest: string;
      readonly tags: readonly string[];
      readonly gone: boolean;
    }[];
    readonly insert_only: boolean;
  };
}

/** What a merged mistake must be told as, and where: any of these lines of the list afterwards. */
export interface Mistake {
  readonly rule: Rule;
  readonly lines: readonly number[];
}

/** The pairs of a folder of recorded promotions. */
export function pairsIn(corpus: URL, folder: 'pairs' | 'pairs-negative'): readonly Pair[] {
  const all = new URL(`k8s/${folder}/`, corpus);
  return readdirSync(all).map((name) => {
    const read = (file: string) => readFileSync(new URL(`${name}/${file}`, all), 'utf8');
    const [before, after] = [read('before.yaml'), read('after.yaml')];
    return { name, before, after, delta: JSON.parse(read('delta.json')) };
  });
}

/** The mistakes that a pair holds, from what is recorded of it and not from what is found in it. */
export function mistakesIn({ before, after, delta: { added, removed } }: Pair): Mistake[] {
  const malformed = added
    .filter(({ digest }) => !isDigest(digest))
    .map(({ digest }) => ({ rule: 'digest-syntax' as const, lines: [lineOf(after, digest)] }));
  const lost = removed.flatMap(({ image, digest, tags, gone }) =>
    tags.map((tag): Mistake => {
      const other = added.find((each) => each.image === image && each.tags.includes(tag));
      if (other !== undefined)
        return { rule: 'tag-moved', lines: tagLines(after, image, other.digest, tag) };
      return gone
        ? { rule: 'digest-removed', lines: aroundGone(before, after, digest) }
        : { rule: 'tag-removed', lines: [lineOf(after, digest, image)] };
    }),
  );
  return [...malformed, ...lost];
}

/** The first line with a text, below the name of an image where one is given. */
function lineOf(list: string, text: string, image?: string): number {
  const lines = list.split('\n');
  const from = image === undefined ? 0 : lines.findIndex((line) => line.endsWith(`name: ${image}`));
  const at = lines.findIndex((line, index) => index >= from && line.includes(text));
  if (at < 0 || from < 0) throw new RangeError(`there is no line with ${text}`);
  return at + 1;
}

/** The line of the digest where the tag stands beside it, else that of the tag below. */
function tagLines(list: string, image: string, digest: string, tag: string): number[] {
  const line = lineOf(list, digest, image);
  const lines = list.split('\n');
  if (lines[line - 1]?.includes(tag)) return [line];
  const below = lines.findIndex((text, index) => index >= line && text.includes(tag));
  return [below + 1];
}

/** The nearest line above that is still there, and the one below it. */
function aroundGone(before: string, after: string, digest: string): number[] {
  const old = before.split('\n');
  const now = after.split('\n');
  const above = old
    .slice(0, lineOf(before, digest) - 1)
    .findLast((line) => line.includes('sha256:') && now.includes(line));
  if (above === undefined) throw new RangeError(`nothing above ${digest} is left`);
  const line = now.indexOf(above) + 1;
  return [line, line + 1];
}
