import { entryStyle } from './entry-style.ts';
import type { FileEvidence } from './file-evidence.ts';
import type { ImageBlock, ImageList, ListEntry } from './image-list.ts';
import { compareText, compareVersions } from './version-order.ts';

/** How a list writes several tags of one digest. */
export interface TagHabits {
  readonly separator: string;
  /** How tags are sorted; `given` where they are not, `unknown` where nothing shows. */
  readonly order: TagOrder | 'given' | 'unknown';
}

type TagOrder = (a: string, b: string) => number;

/**
 * The habits of an image, or where it never has two tags on a digest, of the file.
 *
 * A file that shows nothing is taken to be like the tool that seems to have
 * written it, which sorts tags and puts no blank behind the comma.
 */
export function tagHabits(
  list: ImageList,
  image: ImageBlock | undefined,
  { machineWritten }: FileEvidence,
): TagHabits {
  const own = (image?.entries ?? []).filter(hasSeveralTags);
  const shown =
    own.length > 0 ? own : list.blocks.flatMap(({ entries }) => entries.filter(hasSeveralTags));
  const last = shown.at(-1);
  if (last === undefined)
    return machineWritten
      ? { separator: ',', order: compareText }
      : { separator: ', ', order: 'unknown' };
  const { tags } = entryStyle(list, last);
  const separator = tags.form === 'flow' ? tags.separator : undefined;
  return { separator: separator ?? ', ', order: commonOrder(shown) };
}

/** The tags of a new entry in the order in which the list would have them. */
export function arrangedTags(tags: readonly string[], { order }: TagHabits): readonly string[] {
  return typeof order === 'string' ? tags : [...tags].sort(order);
}

/** How many of the tags of a listed digest come before a new one. */
export function placeOfTag(tags: readonly string[], tag: string, { order }: TagHabits): number {
  if (order === 'given') return tags.length;
  const compare = order === 'unknown' ? compareVersions : order;
  const later = tags.findIndex((other) => compare(other, tag) > 0);
  return later < 0 ? tags.length : later;
}

function hasSeveralTags({ tags }: ListEntry): boolean {
  return tags.length > 1;
}

function commonOrder(entries: readonly ListEntry[]): TagHabits['order'] {
  const orders: TagOrder[] = [compareText, (a, b) => compareText(b, a)];
  const keeps = (order: TagOrder) =>
    entries.every(({ tags }) =>
      tags.every((tag, at) => at === 0 || order(tags[at - 1] ?? '', tag) <= 0),
    );
  return orders.find(keeps) ?? 'given';
}
