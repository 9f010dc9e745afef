import type { Finding } from './finding.ts';
import { keyOf } from './key.ts';
import { brief, named } from './names.ts';
import type { WrittenList } from './written-list.ts';

interface Use {
  readonly image: string;
  readonly line: number;
}

/**
 * One digest under two names: pasted twice, as a rule.
 *
 * Not so for an image and its variants (`app`, `app-amd64`), nor where the list shows
 * that two names stand for the same image because they share other digests as well.
 */
export function sharedDigestFindings({ images }: WrittenList): Finding[] {
  const shared = sharedUses(images);
  const habits = new Map<string, number>();
  for (const { first, other } of shared) {
    const pair = pairOf(first.image, other.image);
    habits.set(pair, (habits.get(pair) ?? 0) + 1);
  }
  return shared
    .filter(({ first, other }) => habits.get(pairOf(first.image, other.image)) === 1)
    .map(({ digest, first, other }) => ({
      rule: 'shared-digest',
      ...{ line: other.line, image: other.image, digest },
      message: `${brief(digest)} is listed for ${named(first.image)} on line ${first.line}, and for ${named(other.image)} here`,
      advice: 'Compare both with the registry: one of them may have been pasted by mistake.',
    }));
}

function sharedUses(images: WrittenList['images']) {
  const uses = new Map<string, Use>();
  const shared: { readonly digest: string; readonly first: Use; readonly other: Use }[] = [];
  for (const { name, entries } of images)
    for (const { digest } of entries) {
      const other = { image: name.text, line: digest.line };
      const first = uses.get(digest.text);
      if (first === undefined) uses.set(digest.text, other);
      else if (!areOneImage(first.image, other.image))
        shared.push({ digest: digest.text, first, other });
    }
  return shared;
}

function areOneImage(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}-`) || other.startsWith(`${one}-`);
}

function pairOf(...names: readonly [string, string]): string {
  return keyOf(...names.toSorted());
}
