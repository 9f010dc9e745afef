import { commandLines } from '../speech/command-lines.ts';
import { commentLines } from './body/comment-lines.ts';
import { mailLines } from './body/mail-lines.ts';
import type { OwnLine } from './body/own-line.ts';
import { ballotIn } from './line/ballot.ts';
import { doubted, type Finding, NOTHING } from './line/finding.ts';
import { numbersIn } from './line/numbers.ts';
import { readLine } from './line/read-line.ts';
import { TAKEN_BACK } from './line/tail.ts';
import { quoted, type Reading } from './reading.ts';
import { type Found, together } from './together.ts';
import { anywhere } from './words/patterns.ts';

/** What nobody can read in one go; who writes so much does more than vote. */
const LONGEST_BODY = 200_000;
const LONGEST_LINE = 1000;

export type Channel = 'mail' | 'comment';

/**
 * What a mail or a comment says as a vote, by the rules of apache.org/foundation/voting:
 * only an explicit +1, 0 or -1 is one. Whatever could be read in another way is undecided.
 *
 * @param candidate the number of the release candidate that is voted on, where it is known.
 */
export function readBody(body: string, channel: Channel, candidate?: number): Reading {
  if (body.length > LONGEST_BODY)
    return { is: 'undecided', why: 'too long', ...quoted(1, body.slice(0, 200)) };
  const lines = channel === 'mail' ? mailLines(body) : commentLines(body);
  const command = channel === 'comment' ? commandIn(body) : undefined;
  const said = found(lines, candidate);
  const reading = together(command === undefined ? said : [...said, command]);
  const back = reading.is === 'vote' ? lines.find(({ text }) => TAKEN_BACK.test(text)) : undefined;
  if (back === undefined) return reading;
  return { is: 'undecided', why: 'several', ...quoted(back.line, back.said) };
}

const AGREES = /^(?:lgtm|approve|signoff)$/;
const TAKES_BACK = /^remove-(?:lgtm|approve|signoff)$/;

/** The last command of a comment that is a vote, or takes one back. */
function commandIn(body: string): Found | undefined {
  const votes = commandLines(body).flatMap(({ line, name, rest }): Found[] => {
    const said = `/${name} ${rest}`;
    const own: OwnLine = { line, said, text: said, isOdd: false, inside: undefined };
    const finding = commandFinding(name, rest);
    return finding.is === 'none' ? [] : [{ line: own, finding }];
  });
  return votes.at(-1);
}

function commandFinding(name: string, rest: string): Finding {
  const isCancel = /^cancel(?![\p{L}\p{N}])/iu.test(rest);
  if (TAKES_BACK.test(name) || (isCancel && (AGREES.test(name) || name === 'vote')))
    return { is: 'withdrawn' };
  if (name === 'reject') return { is: 'vote', choice: '-1', isWhole: true, isLabelled: true };
  if (name === 'vote') return voteFinding(rest);
  if (!AGREES.test(name)) return NOTHING;
  const text = `+1 ${rest.toLowerCase()}`;
  const finding = readLine({ text, said: text, before: '', after: '', candidate: undefined });
  return finding.is === 'vote' && finding.choice === '+1'
    ? { ...finding, isWhole: true }
    : doubted('unclear');
}

/** Against a release any reason will do; for it, nothing may be behind that takes it back. */
function voteFinding(rest: string): Finding {
  if (/^[-−–]1(?=\s|$)/.test(rest))
    return { is: 'vote', choice: '-1', isWhole: true, isLabelled: true };
  return readLine({ text: rest, said: rest, before: '', after: '', candidate: undefined });
}

/** What follows tells of the votes of others. */
const REPORTS = anywhere('reports', 'vote');

function found(lines: readonly OwnLine[], candidate: number | undefined): readonly Found[] {
  let isReport = false;
  return lines.flatMap((line, at): Found[] => {
    isReport = isReportAt(line, lines[at - 1], isReport);
    const finding = isReport ? NOTHING : findingOf(lines, at, candidate);
    return finding.is === 'none' ? [] : [{ line, finding }];
  });
}

/** A heading begins a report or ends it; so does a blank line that follows no heading. */
function isReportAt(line: OwnLine, before: OwnLine | undefined, isReport: boolean): boolean {
  const isHeading = isHeaded(line) && numbersIn(line.text).length === 0;
  if (isHeading) return REPORTS.test(line.text) && !/^(?:here(?:'s| is) )?my /.test(line.text);
  return isReport && (line.line - (before?.line ?? 0) <= 1 || isHeaded(before));
}

function isHeaded(line: OwnLine | undefined): boolean {
  return line !== undefined && /[:：]$/.test(line.text);
}

function findingOf(lines: readonly OwnLine[], at: number, candidate: number | undefined): Finding {
  const line = lines[at];
  if (line === undefined) return NOTHING;
  const { text, said } = line;
  if (text.length > LONGEST_LINE)
    return numbersIn(text.slice(0, LONGEST_LINE)).some(({ is }) => is === 'vote')
      ? doubted('too long')
      : NOTHING;
  const passage = {
    text,
    said,
    before: openBefore(lines, at),
    after: addedBelow(lines, at),
    candidate,
  };
  const ballot = ballotIn(text);
  if (ballot !== undefined) return doubtPlace(ballot, line, true);
  if (line.inside === 'table') return cellsOf(text);
  const bare = line.inside === 'list' ? text.replace(/^(?:[-*•‣▪◦·]|\d{1,3}[.)])\s+/u, '') : text;
  return doubtPlace(readLine({ ...passage, text: bare }), line, false);
}

/** A vote that stands where it may not be one. */
function doubtPlace(finding: Finding, { inside, isOdd }: OwnLine, isBallot: boolean): Finding {
  if (finding.is === 'none') return finding;
  if (finding.is === 'undecided') {
    const isCheck = inside === 'list' && finding.why === 'unclear' && !isBallot;
    return isCheck ? doubted('checks', '+1') : finding;
  }
  if (inside === 'hidden') return doubted('hidden');
  if (isOdd) return doubted('look-alike');
  if (inside === 'heading') return doubted('unclear');
  return inside === 'list' && !isBallot && finding.is === 'vote'
    ? doubted('checks', finding.choice)
    : finding;
}

function cellsOf(text: string): Finding {
  const cells = text.split('|').map((cell) => cell.trim());
  return cells.some((cell) => /^[-+−–]?[01](?: \(.*\))?$/.test(cell) && /^[-+−–]/.test(cell))
    ? doubted('checks')
    : NOTHING;
}

const ENDS = /[.!?。！？][)"'”]?$/u;
const WIDEST = 400;

function openBefore(lines: readonly OwnLine[], at: number): string {
  const [before, line] = [lines[at - 1], lines[at]];
  if (before === undefined || line === undefined || line.line - before.line > 1) return '';
  return ENDS.test(before.text) || numbersIn(before.text.slice(0, WIDEST)).length > 0
    ? ''
    : before.text.slice(-WIDEST);
}

/** The lines below, up to the next vote. */
function addedBelow(lines: readonly OwnLine[], at: number): string {
  const own = lines[at];
  if (own === undefined) return '';
  let added = '';
  let before = own;
  for (const line of lines.slice(at + 1, at + 4)) {
    const text = line.text.slice(0, WIDEST);
    if (numbersIn(text).some(({ is }) => is !== 'bare')) break;
    const isFar = line.line - before.line > 1;
    added += `${isFar && before === own && !ENDS.test(own.text) ? '. ' : ' '}${text}`;
    before = line;
    if (isFar) break;
  }
  return added.slice(0, WIDEST);
}
