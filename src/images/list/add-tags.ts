import { insertAfter } from './edit.ts';
import type { EditContext } from './edit-context.ts';
import { entryStyle } from './entry-style.ts';
import type { ImageBlock, ListEntry } from './image-list.ts';
import { refusal } from './refusal.ts';
import { lineAt } from './ruled-text.ts';
import { type Quote, writeScalar } from './scalar.ts';
import { placeOfTag, type TagHabits, tagHabits } from './tag-habits.ts';

/**
 * Adds tags to a digest that is in the list.
 *
 * The only edit that changes a line, where the tags stand in brackets. Below
 * their digest, a tag is a line of its own.
 */
export function addTags(
  { list, evidence, edit }: EditContext,
  { image, entry, tags }: { image: ImageBlock; entry: ListEntry; tags: readonly string[] },
): void {
  const habits = tagHabits(list, image, evidence);
  const style = entryStyle(list, entry).tags;
  if (style.form === 'flow') {
    const line = lineAt(list, entry.line);
    edit.replaced.set(entry.line, withTags(line, entry, { tags, habits, quote: style.quote }));
    return;
  }
  if (entry.lastLine - entry.line !== entry.tags.length)
    throw refusal('between the tags of this digest stands something else', {
      line: entry.line,
      advice: 'Add the tag by hand, or take the blank lines and comments out.',
    });
  for (const tag of tags) {
    const place = placeOfTag(entry.tags, tag, habits);
    insertAfter(edit, entry.line + place, [`${style.dash}${writeScalar(tag, style.quote)}`]);
  }
}

function withTags(
  line: string,
  { digest, tags: old }: ListEntry,
  { tags, habits, quote }: { tags: readonly string[]; habits: TagHabits; quote: Quote },
): string {
  const open = line.indexOf('[', line.indexOf(digest) + digest.length);
  const close = line.indexOf(']', open);
  const inner = line.slice(open + 1, close);
  const written = inner.match(/"[^"]*"|'[^']*'|[^\s,]+/g) ?? [];
  const [, before = '', after = ''] = /^( *).*?( *)$/.exec(inner) ?? [];
  const separator = /[^ ]( *, *)/.exec(inner)?.[1] ?? habits.separator;
  const all = [...old];
  for (const tag of tags) {
    const place = placeOfTag(all, tag, habits);
    all.splice(place, 0, tag);
    written.splice(place, 0, writeScalar(tag, quote));
  }
  const blanks = old.length === 0 ? ['', ''] : [before, after];
  return `${line.slice(0, open + 1)}${blanks[0]}${written.join(separator)}${blanks[1]}${line.slice(close)}`;
}
