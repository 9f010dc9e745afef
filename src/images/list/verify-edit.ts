import type { Addition } from './additions.ts';
import type { Edit, Edited } from './edit.ts';
import type { ImageList } from './image-list.ts';
import type { ListLine } from './list-line.ts';
import { type Listing, listingsOf } from './listing.ts';
import { assembleList } from './parse-list.ts';
import { refusal } from './refusal.ts';
import { lineStarts, ruleText } from './ruled-text.ts';

const ADVICE = 'Add the lines by hand, and report this list as one that cannot be edited.';

/** What is compared: a list, what it says, and the edit that was made of it. */
export interface EditToVerify {
  readonly list: ImageList;
  readonly listings: readonly Listing[];
  readonly edit: Edit;
  readonly edited: Edited;
}

/**
 * Proves an edit: the old lines are all there in their order, and the list says
 * what it said plus the additions and nothing else.
 *
 * The new text is read and compared as a whole. Lines that were just shown to
 * be byte for byte the old ones are not read letter by letter again: what kind
 * of line a text is depends on nothing else. Takes time in the length of the text.
 *
 * @throws RingmasterError `edit-refused` at the first difference.
 */
export function verifyEdit(made: EditToVerify, additions: readonly Addition[]): void {
  const { list, edit, edited } = made;
  if (!keepsOldLines(edited, withoutLines(list, edit.removed)))
    throw refusal('the edit would change lines that it must keep', { advice: ADVICE });
  const known = edit.removed.size > 0 ? [] : knownLines(list.lines, edited);
  const after = assembleList(ruleText(edited.text, known));
  if (after.unread.length > list.unread.length)
    throw refusal('the edit would bring lines that cannot be read', { advice: ADVICE });
  compareListings(made.listings, listingsOf(after), additions);
}

/** The old text as it has to be found again. */
function withoutLines({ text, starts }: ImageList, removed: ReadonlySet<number>): string {
  let kept = text;
  for (const line of removed)
    kept = text.slice(0, starts[line - 1]) + text.slice(starts[line] ?? text.length);
  return kept;
}

/** Whether the new text, without the new lines and with changed ones as they were, is the old one. */
function keepsOldLines({ text, inserted, changed }: Edited, old: string): boolean {
  const starts = lineStarts(text);
  const startOf = (line: number) => starts[line - 1] ?? text.length;
  const spans = [
    ...inserted.map(({ line }) => ({ from: startOf(line), to: startOf(line + 1), was: '' })),
    ...changed.map(({ line, text: now, before }) => ({
      from: startOf(line),
      to: startOf(line) + now.length,
      was: before,
    })),
    { from: text.length, to: text.length, was: '' },
  ].sort((a, b) => a.from - b.from);
  let compared = 0;
  let copied = 0;
  for (const { from, to, was } of spans) {
    const kept = text.slice(copied, from);
    if (!old.startsWith(kept, compared) && !endsOpenLine(old, kept, compared)) return false;
    if (!old.startsWith(was, compared + kept.length)) return false;
    compared += kept.length + was.length;
    copied = to;
  }
  return compared >= old.length;
}

/** Whether a text is the rest of the old one and the line end that its last line lacks. */
function endsOpenLine(old: string, kept: string, compared: number): boolean {
  return !old.endsWith('\n') && kept.replace(/\r?\n$/, '') === old.slice(compared);
}

/** The lines of the old text at their places in the new one. */
function knownLines(
  old: readonly ListLine[],
  { inserted, changed }: Edited,
): (ListLine | undefined)[] {
  const known: (ListLine | undefined)[] = [];
  let copied = 0;
  for (const { line } of inserted) {
    while (known.length < line - 1) known.push(old[copied++]);
    known.push(undefined);
  }
  while (copied < old.length) known.push(old[copied++]);
  for (const { line } of changed) known[line - 1] = undefined;
  return known;
}

/** Something that the new list says and the old one does not. */
interface News extends Listing {
  /** The tags that its digest had before, none if it was not listed. */
  readonly before: readonly string[];
}

function compareListings(
  before: readonly Listing[],
  after: readonly Listing[],
  additions: readonly Addition[],
): void {
  const missing = new Map(additions.map(({ image, digest, tags }) => [`${image}@${digest}`, tags]));
  const images = new Set(additions.map(({ image }) => image));
  for (const news of newsIn(before, after)) {
    if (news.digest === undefined && images.has(news.image)) continue;
    const key = `${news.image}@${news.digest ?? ''}`;
    if (!isAddition(missing.get(key), news))
      throw refusal(`the edit would also change ${key}`, { advice: ADVICE });
    missing.delete(key);
  }
  const [lacking] = missing.keys();
  if (lacking !== undefined)
    throw refusal(`the edit would not bring ${lacking}`, { advice: ADVICE });
}

/** Walks both lists side by side. All of the old one must be met on the way. */
function newsIn(before: readonly Listing[], after: readonly Listing[]): News[] {
  const news: News[] = [];
  let at = 0;
  for (const found of after) {
    const old = before[at];
    if (old === undefined || !isSameDigest(old, found)) {
      news.push({ ...found, before: [] });
      continue;
    }
    at += 1;
    if (!isSameList(old.tags, found.tags)) news.push({ ...found, before: old.tags });
  }
  const lost = before[at];
  if (lost !== undefined)
    throw refusal(`the edit would lose ${lost.image}@${lost.digest ?? ''}`, { advice: ADVICE });
  return news;
}

function isSameDigest(old: Listing, found: Listing): boolean {
  return old.digest === found.digest && old.image === found.image;
}

/** Whether the tags are the old ones in their order and the wanted ones, and no others. */
function isAddition(wanted: readonly string[] | undefined, { tags, before }: News): boolean {
  if (wanted === undefined) return false;
  const kept = tags.filter((tag) => !wanted.includes(tag));
  const added = tags.filter((tag) => wanted.includes(tag));
  return isSameList(kept, before) && isSameList(added.sort(), [...wanted].sort());
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return (
    left === right || (left.length === right.length && left.every((tag, at) => tag === right[at]))
  );
}
