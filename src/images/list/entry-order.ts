import { compareNaturally, compareText, compareVersions } from './version-order.ts';

/** What the place of an entry among the others of its image may depend on. */
export interface Orderable {
  readonly digest: string;
  readonly tags: readonly string[];
}

/** An order in which people and tools keep the entries of an image. */
export interface EntryOrder {
  readonly by: 'text' | 'version' | 'natural' | 'digest';
  readonly descending: boolean;
}

const RULES = {
  text: (a: Orderable, b: Orderable) => compareText(leadOf(a), leadOf(b)),
  version: (a: Orderable, b: Orderable) => compareVersions(leadOf(a), leadOf(b)),
  natural: (a: Orderable, b: Orderable) => compareNaturally(leadOf(a), leadOf(b)),
  digest: (a: Orderable, b: Orderable) => compareText(a.digest, b.digest),
} as const satisfies Record<EntryOrder['by'], (a: Orderable, b: Orderable) => number>;

/** The tag by which an entry is sorted: the first one; empty where it has none. */
export function leadOf({ tags }: Orderable): string {
  return tags[0] ?? '';
}

/** Compares two entries in the direction of the order. */
export function compareEntries({ by, descending }: EntryOrder, a: Orderable, b: Orderable): number {
  return descending ? RULES[by](b, a) : RULES[by](a, b);
}

/**
 * How many neighbours stand the wrong way round; 0 for a list that keeps the order.
 *
 * Stops counting at `enough`, so that a hopeless order costs little.
 */
export function disorder(
  order: EntryOrder,
  entries: readonly Orderable[],
  enough = Number.POSITIVE_INFINITY,
): number {
  let count = 0;
  let before: Orderable | undefined;
  for (const entry of entries) {
    if (before !== undefined && compareEntries(order, before, entry) > 0) count += 1;
    if (count >= enough) return count;
    before = entry;
  }
  return count;
}
