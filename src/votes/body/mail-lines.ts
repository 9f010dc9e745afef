import { attributionEnd } from './attribution.ts';
import { withoutClearSigning } from './clear-signed.ts';
import { isHtml, textOfHtml } from './html-mail.ts';
import { type OwnLine, ownLine } from './own-line.ts';
import { beginsOtherMail, isQuoted } from './quoted-mail.ts';

/** Nobody sees them; they hide no mark of a quote. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * The lines of a mail that its author wrote: without quotes and what introduces them,
 * the mail that is answered or passed on below, the signature, code and differences.
 */
export function mailLines(body: string): readonly OwnLine[] {
  const text = isHtml(body) ? textOfHtml(body) : body;
  const lines = withoutClearSigning(text.split(/\r\n|\r|\n/));
  const bare = lines.map((line) => line.replace(INVISIBLE, ''));
  const own: OwnLine[] = [];
  const reading = { lines, bare, own, fence: '', isInDifference: false };
  for (let at = 0; at < lines.length; at += 1) {
    const next = step(reading, at);
    if (next === 'over') break;
    at = next;
  }
  return own;
}

interface Reading {
  readonly lines: readonly string[];
  /** The same without what nobody sees. */
  readonly bare: readonly string[];
  readonly own: OwnLine[];
  /** The mark that opened a block of code, which stands open. */
  fence: string;
  isInDifference: boolean;
}

/** @returns the last line that was read, or that nothing below is the author's. */
function step(reading: Reading, at: number): number | 'over' {
  const { bare } = reading;
  const line = bare[at] ?? '';
  if (line.trim() === '') {
    reading.isInDifference = false;
    return at;
  }
  if (isQuoted(line) || isCode(reading, line)) return at;
  if (isSignatureMark(line) || beginsOtherMail(bare, at)) return 'over';
  const end = attributionEnd(bare, at);
  if (end !== undefined) return isFollowedByQuote(bare, end) ? end : 'over';
  take(reading, at);
  return at;
}

/** The author's text ends here; most people forget the blank behind the dashes. */
function isSignatureMark(line: string): boolean {
  return /^--\s*$/.test(line);
}

/** Whether a line stands in a block of code, or in a difference between two files. */
function isCode(reading: Reading, line: string): boolean {
  const [, mark = ''] = /^\s{0,3}(`{3,}|~{3,})/.exec(line) ?? [];
  if (reading.fence !== '') {
    if (mark.startsWith(reading.fence)) reading.fence = '';
    return true;
  }
  if (mark !== '') {
    reading.fence = mark;
    return true;
  }
  if (line.startsWith('@@ -')) reading.isInDifference = true;
  else if (!/^[-+ \\]/.test(line)) reading.isInDifference = false;
  return reading.isInDifference;
}

function isFollowedByQuote(lines: readonly string[], end: number): boolean {
  const next = lines.slice(end + 1, end + 4).find((line) => line.trim() !== '');
  return next === undefined || isQuoted(next);
}

/** In front of what stands in a list. A blank must follow, or “-1” would be one. */
const LISTED = /^\s*(?:[-*•‣▪◦·]|\d{1,3}[.)])\s+\S/u;

function take({ lines, bare, own }: Reading, at: number): void {
  const line = bare[at] ?? '';
  const isTable = /^\s*\|.*\|\s*$/.test(line);
  const inside = isTable ? 'table' : LISTED.test(line) ? 'list' : undefined;
  own.push(ownLine(at + 1, lines[at] ?? '', inside));
}
