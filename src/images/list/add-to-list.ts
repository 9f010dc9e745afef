import { addToImage } from './add-entries.ts';
import { addImages } from './add-images.ts';
import { addVersionBlocks } from './add-version-blocks.ts';
import { type Addition, checkedAdditions } from './additions.ts';
import { type ChangedLine, carryOut, type EditedLine, emptyEdit } from './edit.ts';
import type { EditContext } from './edit-context.ts';
import { fileEvidence } from './file-evidence.ts';
import { type Listing, listingsOf, outstanding } from './listing.ts';
import { parseList } from './parse-list.ts';
import { refusal } from './refusal.ts';
import { verifyEdit } from './verify-edit.ts';
import { versionBlocks } from './version-blocks.ts';

/** A list after an edit. */
export interface ListEdit {
  readonly text: string;
  /** The new lines, numbered as in the new text. */
  readonly inserted: readonly EditedLine[];
  /** Lines of digests that were listed and got a further tag; all other old lines are as they were. */
  readonly changedLines: readonly ChangedLine[];
  /** The comment that said "no images yet", where it was the whole file. */
  readonly removedPlaceholder: EditedLine | undefined;
}

/**
 * Adds digests and tags to a list of images by inserting lines.
 *
 * The file is never rewritten: comments, quotes, blanks, line ends and order
 * stay, and new lines are put where the order of the old ones shows that they
 * belong, written as their neighbours are. What the list says already is not
 * added again, so the same edit can be repeated. The outcome is proved by
 * reading the whole new text before it is handed back.
 *
 * Takes time in the length of the text: two passes over its lines, and for each
 * image concerned one over its own entries for every order in question.
 *
 * @throws RingmasterError `edit-refused`, with the line where there is one, for
 * malformed additions, for a tag that the list has on another digest, for a text
 * that is no list of images, and where the style cannot be continued safely.
 */
export function addToList(text: string, additions: readonly Addition[]): ListEdit {
  const wanted = checkedAdditions(additions);
  const list = parseList(text);
  const listings = listingsOf(list);
  const missing = outstanding(listings, wanted);
  if (missing.length === 0)
    return { text, inserted: [], changedLines: [], removedPlaceholder: undefined };
  const edit = emptyEdit();
  plan({ list, evidence: fileEvidence(list), edit }, listings, missing);
  const edited = carryOut(list, edit);
  verifyEdit({ list, listings, edit, edited }, missing);
  const { inserted, changed, removed } = edited;
  return { text: edited.text, inserted, changedLines: changed, removedPlaceholder: removed };
}

function plan(
  context: EditContext,
  listings: readonly Listing[],
  additions: readonly Addition[],
): void {
  const { blocks, unread } = context.list;
  const [strange] = unread;
  if (blocks.length === 0 && strange !== undefined)
    throw refusal(strange.message, { line: strange.line, advice: 'Write one image to a block.' });
  const versions = versionBlocks(context.list);
  if (versions !== undefined) {
    addVersionBlocks(context, versions, additions);
    return;
  }
  const fresh: { name: string; additions: Addition[] }[] = [];
  for (const [name, own] of byImage(additions)) {
    const block = blocks.findLast((candidate) => candidate.name === name);
    if (block !== undefined) addToImage(context, block, own);
    else if (listings.some(({ image }) => image === name)) throw notUnderstood(name);
    else fresh.push({ name, additions: own });
  }
  if (fresh.length > 0) addImages(context, fresh);
}

function byImage(additions: readonly Addition[]): Map<string, Addition[]> {
  const images = new Map<string, Addition[]>();
  for (const addition of additions)
    images.set(addition.image, [...(images.get(addition.image) ?? []), addition]);
  return images;
}

function notUnderstood(name: string) {
  return refusal(`${name} is listed in a way that cannot be continued`, {
    advice: 'Write it as a block of its own, or add its digests by hand.',
  });
}
