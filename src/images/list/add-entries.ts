import { addTags } from './add-tags.ts';
import type { Addition } from './additions.ts';
import { insertAfter } from './edit.ts';
import type { EditContext } from './edit-context.ts';
import { leadOf } from './entry-order.ts';
import { type Placement, placementOf, positionIn } from './entry-placement.ts';
import {
  type EntryStyle,
  entryStyle,
  fittingStyle,
  STANDARD_STYLE,
  writeEntry,
} from './entry-style.ts';
import type { ImageBlock, ListEntry } from './image-list.ts';
import { dmapLine, keyColumn } from './image-style.ts';
import { refusal } from './refusal.ts';
import { arrangedTags, tagHabits } from './tag-habits.ts';
import { compareVersions } from './version-order.ts';

/** What stands, or will stand, in an image: an old entry, or an addition. */
type Slot = ListEntry | Addition;

/**
 * Adds digests and tags to an image of the list.
 *
 * @throws RingmasterError `edit-refused` where the image has a line that was not
 * understood: whether the digest stands there already is unknown.
 */
export function addToImage(
  context: EditContext,
  image: ImageBlock,
  additions: readonly Addition[],
): void {
  const strange = context.list.unread.find(
    ({ line }) => line >= image.line && line <= image.lastLine,
  );
  if (strange !== undefined)
    throw refusal(strange.message, {
      line: strange.line,
      advice: `Write ${image.name} as the other images are written, or add its digests by hand.`,
    });
  const fresh: Addition[] = [];
  for (const addition of additions) {
    const entry = image.entries.find(({ digest }) => digest === addition.digest);
    if (entry === undefined) fresh.push(addition);
    else addTags(context, { image, entry, tags: addition.tags });
  }
  if (fresh.length > 0) addDigests(context, image, fresh);
}

/** The additions of one image in the order in which they are to stand in a new block. */
export function arrangedEntries(
  context: EditContext,
  additions: readonly Addition[],
): readonly Addition[] {
  const placement = placementOf([], context.evidence);
  return filledSlots([], withArrangedTags(context, undefined, additions), placement).filter(
    isAddition,
  );
}

/** The lines of a new entry in a style. */
export function entryLines(
  { list, evidence }: EditContext,
  { image, style, addition }: { image?: ImageBlock; style: EntryStyle; addition: Addition },
): string[] {
  const { separator } =
    addition.tags.length > 1 ? tagHabits(list, image, evidence) : { separator: ', ' };
  return writeEntry(style, addition, separator);
}

/** The style of the entries nearest to an image that has none, or the standard one. */
export function styleNear({ list }: EditContext, image: ImageBlock | undefined): EntryStyle {
  const at = image === undefined ? list.blocks.length : list.blocks.indexOf(image) + 1;
  const before = list.blocks.slice(0, at).findLast(({ entries }) => entries.length > 0);
  const near = before ?? list.blocks.find(({ entries }) => entries.length > 0);
  const entry = near?.entries.at(-1);
  return fittingStyle(
    entry === undefined ? STANDARD_STYLE : entryStyle(list, entry),
    keyColumn(list, image),
  );
}

function addDigests(context: EditContext, image: ImageBlock, additions: readonly Addition[]): void {
  const { list, evidence, edit } = context;
  const fresh = withArrangedTags(context, image, additions);
  const slots = filledSlots(image.entries, fresh, placementOf(image.entries, evidence));
  let anchor = image.dmapLine ?? image.line;
  if (image.dmapLine === undefined) insertAfter(edit, anchor, [dmapLine(list, image)]);
  let neighbour = image.entries[0];
  for (const slot of slots) {
    if (!isAddition(slot)) {
      neighbour = slot;
      anchor = slot.lastLine;
      continue;
    }
    const style = neighbour === undefined ? styleNear(context, image) : entryStyle(list, neighbour);
    insertAfter(edit, anchor, entryLines(context, { image, style, addition: slot }));
  }
}

/** The additions with their tags in the order in which the list would have them. */
function withArrangedTags(
  { list, evidence }: EditContext,
  image: ImageBlock | undefined,
  additions: readonly Addition[],
): Addition[] {
  return additions.map((addition) => {
    const { tags } = addition;
    if (tags.length < 2) return addition;
    return { ...addition, tags: arrangedTags(tags, tagHabits(list, image, evidence)) };
  });
}

function filledSlots(
  entries: readonly ListEntry[],
  additions: readonly Addition[],
  placement: Placement,
): Slot[] {
  const slots: Slot[] = [...entries];
  for (const addition of placement.at === 'top' ? oldestFirst(additions) : additions)
    slots.splice(positionIn(slots, addition, placement), 0, addition);
  return slots;
}

function isAddition(slot: Slot): slot is Addition {
  return 'image' in slot;
}

/** So that each can be put on top of the one before, and the newest ends up first. */
function oldestFirst(additions: readonly Addition[]): Addition[] {
  return [...additions].sort((a, b) => compareVersions(leadOf(a), leadOf(b)));
}
