import { indentOf } from './lines.ts';

const RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$/;

/** Whether two lines are the head of one of GitHub's tables: its titles, and the rule below them with as many cells. */
export function isTableHead(titles: string, rule: string): boolean {
  const first = rule[indentOf(rule)];
  if (first !== '|' && first !== ':' && first !== '-') return false;
  return RULE.test(rule) && cellsIn(titles) === cellsIn(rule);
}

/** Cells stand between bars that no backslash precedes; those at both ends may be left out. */
function cellsIn(row: string): number {
  const cells = row.trim().replace(/^\|/, '').replace(/\\\|/g, '').replace(/\|$/, '');
  return cells.split('|').length;
}
