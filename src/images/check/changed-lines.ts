import type { ListLine } from '../list/list-line.ts';
import { lineAt, newlineOf, type RuledText } from '../list/ruled-text.ts';
import { aligned } from './alignment.ts';
import type { Change } from './changes.ts';
import { isPlaceholder } from './comments.ts';
import type { Finding } from './finding.ts';
import { keyOf } from './key.ts';

const ADD_LINES = 'Add lines only: a difference that rewrites old ones cannot be reviewed.';

/**
 * Old lines that are not where and as they were, although they say the same.
 *
 * A new version needs new lines and nothing else. What rewrites old ones is a
 * tool more often than a person.
 */
export function changedLineFindings(change: Change): Finding[] {
  const [old, now] = [change.before.lines, change.after.lines];
  const { lost, moved, nearest } = aligned(textsOf(old), textsOf(now), linesThatSayOther(change));
  const ofKind = (...kinds: readonly ListLine['kind'][]) =>
    lost.filter((line) => kinds.includes(kindOf(old, line)));
  const rewritten = ofKind('name', 'entry', 'tag', 'other');
  const comments = ofKind('comment').filter((line) => !isPlaceholder(lineAt(old, line)));
  return [
    ...lineEndings(old, now),
    ...counted(rewritten, {
      rule: 'line-changed',
      line: nearest(rewritten[0] ?? 1),
      what: ['old line is written otherwise', 'old lines are written otherwise'],
      advice: ADD_LINES,
    }),
    ...counted(moved, {
      rule: 'line-moved',
      line: moved[0] ?? 1,
      what: ['old line stands elsewhere', 'old lines stand elsewhere'],
      advice: ADD_LINES,
    }),
    ...counted(comments, {
      rule: 'comment-removed',
      line: nearest(comments[0] ?? 1),
      what: ['comment is gone', 'comments are gone'],
      advice: 'Put back what people wrote for those who come after them.',
    }),
  ];
}

function textsOf(lines: RuledText): string[] {
  return lines.starts.map((_start, index) => lineAt(lines, index + 1));
}

function kindOf({ lines }: RuledText, line: number): ListLine['kind'] {
  return lines[line - 1]?.kind ?? 'other';
}

/** The old lines of digests whose tags are others now: that they changed is another matter. */
function linesThatSayOther({ before, difference }: Change): ReadonlySet<number> {
  const { added, removed } = difference;
  const others = new Set([...added, ...removed].map(({ image, digest }) => keyOf(image, digest)));
  const lines = new Set<number>();
  for (const { name, entries } of before.images)
    for (const { digest, tags } of entries)
      if (others.has(keyOf(name.text, digest.text)))
        for (const { line } of [name, digest, ...tags]) lines.add(line);
  return lines;
}

function lineEndings(old: RuledText, now: RuledText): Finding[] {
  const hasBoth = old.text.includes('\n') && now.text.includes('\n');
  if (!hasBoth || newlineOf(old) === newlineOf(now)) return [];
  return [
    {
      rule: 'line-changed',
      line: 1,
      message: `the lines end in ${newlineOf(now) === '\n' ? 'LF' : 'CRLF'} now, as none did`,
      advice: 'Keep the line ends of the file.',
    },
  ];
}

function counted(
  lines: readonly number[],
  {
    rule,
    line,
    what: [one, several],
    advice,
  }: Pick<Finding, 'rule' | 'line' | 'advice'> & { readonly what: readonly [string, string] },
): Finding[] {
  const { length } = lines;
  if (length === 0) return [];
  return [{ rule, line, message: `${length} ${length === 1 ? one : several}`, advice }];
}
