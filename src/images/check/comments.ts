import { lineAt } from '../list/ruled-text.ts';
import type { Finding } from './finding.ts';
import type { WrittenList } from './written-list.ts';

const PLACEHOLDER = /^ *# *no images\b/i;
/** What scripts and those who write them put above what they generate. */
const GENERATED =
  /\b(?:generate|regenerate|update|add-version)[a-z-]*\.(?:sh|py)\b|\b(?:auto-?)?generated (?:by|from|with|using)\b|\bdo not edit\b/i;
const LONGEST = 1_000;

/** Whether a line says that there are no images yet, as lists do until there are. */
export function isPlaceholder(line: string): boolean {
  return PLACEHOLDER.test(line);
}

/** A comment that says that there are no images, where there are. */
export function placeholderFindings({ lines, images }: WrittenList): Finding[] {
  if (images.length === 0) return [];
  return commentsLike(lines, PLACEHOLDER).map((line) => ({
    rule: 'placeholder-left',
    line,
    message: 'this comment says that there are no images, which is no longer so',
    advice: 'Take the comment out.',
  }));
}

/** The comment by which a list says that a script writes it. */
export function generatedFindings({ lines }: WrittenList): Finding[] {
  const [line] = commentsLike(lines, GENERATED);
  if (line === undefined) return [];
  return [
    {
      rule: 'generated-list',
      line,
      message:
        'a script writes this list, as this comment says, and loses at its next run what was added by hand',
      advice: 'Make the change by running the script.',
    },
  ];
}

/** The lines of their own that are comments and say something. */
function commentsLike(lines: WrittenList['lines'], pattern: RegExp): number[] {
  return lines.lines.flatMap(({ kind }, index) => {
    if (kind !== 'comment') return [];
    return pattern.test(lineAt(lines, index + 1).slice(0, LONGEST)) ? [index + 1] : [];
  });
}
