import {
  compareEntries,
  disorder,
  type EntryOrder,
  leadOf,
  type Orderable,
} from './entry-order.ts';
import type { FileEvidence } from './file-evidence.ts';
import { compareVersions } from './version-order.ts';

/** Where new entries of an image go: to their place in an order, or always to one side. */
export type Placement =
  | { readonly at: 'order'; readonly order: EntryOrder; readonly disorder: number }
  | { readonly at: 'end' }
  | { readonly at: 'top' };

const BY_TEXT: EntryOrder = { by: 'text', descending: false };
const BY_DIGEST: EntryOrder = { by: 'digest', descending: false };
const BY_TAG: readonly EntryOrder[] = [
  { by: 'version', descending: false },
  { by: 'natural', descending: false },
  BY_TEXT,
  { by: 'version', descending: true },
  { by: 'natural', descending: true },
  { by: 'text', descending: true },
];

/** Up to this share of neighbours may stand the wrong way round where people keep an order. */
const TOLERATED = 0.1;
/** More digests than this in order within one image are no accident. */
const TELLING_IMAGE = 5;
/** So many neighbours make the digests of a whole file worth a look. */
const TELLING_FILE = 3;

/**
 * Where the entries of an image show that a new one belongs.
 *
 * The order with the fewest neighbours against it wins: first in the image
 * itself, then in the file, then the order that people use most. If even that
 * one is broken too often, nobody keeps an order here: the newest stand at the
 * end, or at the top if the newest one does.
 */
export function placementOf(own: readonly Orderable[], file: FileEvidence): Placement {
  const best = bestOrder(own, file);
  if (best.disorder > 0 && recentDisorder(best.order, own) > TOLERATED)
    return { at: newestIsFirst(own) ? 'top' : 'end' };
  return { at: 'order', ...best };
}

/** The index at which an entry joins the others. */
export function positionIn(
  others: readonly Orderable[],
  newcomer: Orderable,
  placement: Placement,
): number {
  if (placement.at === 'end') return others.length;
  if (placement.at === 'top') return 0;
  const { order, disorder: broken } = placement;
  const [newSide, oldSide] = order.descending ? [0, others.length] : [others.length, 0];
  const lower = greatestBelow(others, newcomer, order);
  if (lower === undefined) return oldSide;
  // Where the order is broken, "newer than all" still means the end and not the middle.
  if (broken > 0 && lower.count === others.length) return newSide;
  return order.descending ? lower.first : lower.last + 1;
}

function bestOrder(own: readonly Orderable[], file: FileEvidence) {
  const byTag = file.machineWritten ? [BY_TEXT, ...BY_TAG] : BY_TAG;
  let best: EntryOrder[] = [];
  // The cheapest comparison first, as a bound for the others.
  let least = disorder(BY_TEXT, own);
  for (const order of [...byTag, BY_DIGEST]) {
    const against = disorder(order, own, least + 1);
    if (against > least || (order === BY_DIGEST && !keepsDigestOrder(own, file))) continue;
    best = against < least ? [order] : [...best, order];
    least = against;
  }
  return { order: fittingTheFile(best, file), disorder: least };
}

/** A few digests are in order by chance, so this order needs more to show for itself. */
function keepsDigestOrder(own: readonly Orderable[], file: FileEvidence): boolean {
  if (own.length > TELLING_IMAGE && disorder(BY_DIGEST, own, 1) === 0) return true;
  return file.pairs >= TELLING_FILE && file.disorder(BY_DIGEST) <= TOLERATED * file.pairs;
}

/** The order with the fewest neighbours against it in the whole file; the first one of several. */
function fittingTheFile(orders: readonly EntryOrder[], file: FileEvidence): EntryOrder {
  const [first = BY_TEXT, ...others] = orders;
  if (others.length === 0 || file.machineWritten) return first;
  return others.reduce(
    (best, order) => (file.disorder(order) < file.disorder(best) ? order : best),
    first,
  );
}

/**
 * The share of neighbours against an order, from 0 to 1, in which the newer
 * entries weigh more: what people do now says more than what they did years ago.
 */
function recentDisorder(order: EntryOrder, entries: readonly Orderable[]): number {
  let [against, all] = [0, 0];
  let before: Orderable | undefined;
  for (const [at, entry] of entries.entries()) {
    const weight = order.descending ? entries.length - at : at;
    if (before !== undefined) {
      all += weight;
      against += compareEntries(order, before, entry) > 0 ? weight : 0;
    }
    before = entry;
  }
  return all === 0 ? 0 : against / all;
}

function newestIsFirst([first, ...rest]: readonly Orderable[]): boolean {
  return (
    first !== undefined && rest.every((other) => compareVersions(leadOf(first), leadOf(other)) > 0)
  );
}

/** The greatest of the entries that are not above a newcomer: where it stands, and how many there are. */
function greatestBelow(
  entries: readonly Orderable[],
  newcomer: Orderable,
  { by }: EntryOrder,
): { first: number; last: number; count: number } | undefined {
  const ascending = { by, descending: false };
  const below = entries.filter((entry) => compareEntries(ascending, entry, newcomer) <= 0);
  let greatest = below[0];
  if (greatest === undefined) return undefined;
  for (const entry of below) if (compareEntries(ascending, entry, greatest) > 0) greatest = entry;
  const last = below.findLast((entry) => compareEntries(ascending, entry, greatest) === 0);
  return {
    first: entries.indexOf(greatest),
    last: entries.lastIndexOf(last ?? greatest),
    count: below.length,
  };
}
