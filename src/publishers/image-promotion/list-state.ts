import { RingmasterError } from '../../domain/errors.ts';
import { listDifference } from '../../images/list/list-difference.ts';
import { listingsOf, outstanding } from '../../images/list/listing.ts';
import { parseList } from '../../images/list/parse-list.ts';
import type { Promoted } from './additions.ts';

/** Whether a list says what was approved: all of it, not yet, or something else under one of the tags. */
export type ListState =
  | { readonly says: 'all' }
  | { readonly says: 'less' }
  | { readonly says: 'other'; readonly reason: string };

/** Compares a list with the additions; a list that does not exist says nothing. */
export function listState(text: string | undefined, additions: readonly Promoted[]): ListState {
  try {
    const left = outstanding(listingsOf(parseList(text ?? '')), asListed(additions));
    return { says: left.length === 0 ? 'all' : 'less' };
  } catch (error) {
    if (!(error instanceof RingmasterError) || error.code !== 'edit-refused') throw error;
    return { says: 'other', reason: error.message };
  }
}

/**
 * Entries that a branch adds to the list beside what was approved. What the base
 * has and the branch lacks may have been merged meanwhile, so it does not count.
 */
export function foreignEntries(
  {
    base = '',
    head = '',
  }: { readonly base: string | undefined; readonly head: string | undefined },
  additions: readonly Promoted[],
): readonly string[] {
  const approved = new Set(additions.map(({ image, digest, tag }) => `${image}@${digest} ${tag}`));
  return listDifference(base, head).added.flatMap(({ image, digest, tags }) =>
    (tags.length === 0 ? [''] : tags)
      .filter((tag) => !approved.has(`${image}@${digest} ${tag}`))
      .map((tag) => `${image}:${tag}`),
  );
}

/** Additions in the words of the list editor. */
export function asListed(additions: readonly Promoted[]) {
  return additions.map(({ image, digest, tag }) => ({ image, digest, tags: [tag] }));
}
