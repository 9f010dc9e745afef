import { anywhere, everywhere, reader } from '../words/patterns.ts';

const known = reader('lead', 'labels', 'binding', 'nonBinding', 'owners', 'fromMe');
const labels = reader('labels');
const HARMLESS = everywhere('harmless');
const REFUSED = anywhere('refusals', 'negations');
const REPORTED = anywhere('reports');
const HEDGED = anywhere('hedges');
const CONDITION = anywhere('conditions');
const CONNECTOR = anywhere('connectors');

/** What parts a clause from the next. A colon does not: it says whose the vote is, or on what. */
const PARTS = /[,;.!?。！？、，–—…]+(?: |$)?| - | (?:and|und|et|y|e|en|so|and so|also) /gu;

/**
 * What stands before a vote makes of it: `cast`, the author's own; `labelled`, too, and on
 * the whole; `none`, spoken of; else why nobody can tell.
 */
export type Head =
  | 'cast'
  | 'labelled'
  | 'none'
  | 'conditional'
  | 'hedged'
  | 'reported'
  | 'checks'
  | 'unknown';

export function headOf(before: string, written: string): Head {
  const head = written.trim();
  const all = `${before} ${head}`.replace(HARMLESS, ' ');
  if (REPORTED.test(all)) return before === '' || head !== '' ? 'none' : 'reported';
  if (CONDITION.test(all)) return 'conditional';
  if (isRefused(before, head)) return 'none';
  return isKnown(head) ? knownHead(before, head) : otherHead(head, all);
}

function knownHead(before: string, head: string): Head {
  return before !== '' && HEDGED.test(lastClause(before)) ? 'hedged' : wholeOf(head);
}

function otherHead(head: string, all: string): Head {
  if (HEDGED.test(head)) return 'hedged';
  return CONNECTOR.test(all) ? 'conditional' : unknownHead(head);
}

function isRefused(before: string, head: string): boolean {
  return REFUSED.test(head) || /(?:^| )(?:not|no|never)$/.test(before);
}

function isKnown(text: string): boolean {
  const plain = text.replace(/[-–—]+ ?$|^[-–—]+ /g, '').trimEnd();
  return known(plain) >= plain.length && !plain.includes('?');
}

/** A label with a colon speaks of the whole. */
function wholeOf(head: string): Head {
  return /[:：]$/.test(head) && labels(head) >= head.length ? 'labelled' : 'cast';
}

function unknownHead(head: string): Head {
  const clauses = head.split(PARTS).map((clause) => clause.trim());
  const last = clauses.at(-1) ?? '';
  const others = clauses.slice(0, -1).filter((clause) => clause !== '');
  if (!isKnown(last)) return /[:：]$/.test(head) ? 'checks' : 'unknown';
  // “Bob, +1” greets, or tells of Bob.
  const isPlain = others.every((clause) => clause.includes(' ') || isKnown(clause));
  return isPlain ? 'cast' : 'reported';
}

function lastClause(text: string): string {
  return text.split(PARTS).at(-1) ?? '';
}
