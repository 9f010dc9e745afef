import type { Row, RowState } from '../domain/rows.ts';
import { clock } from '../domain/time.ts';
import type { Exhibit } from '../domain/verdict.ts';
import { details, type Links, toMarkdown } from './markdown.ts';

const GLYPHS: Readonly<Record<RowState, string>> = {
  fail: '❌',
  'needs-you': '🟡',
  error: '⚠️',
  pending: '⏳',
  waiting: '⚪',
  pass: '✅',
  skipped: '➖',
  waived: '⏭️',
};

/** Rows as people should read them: what failed first, then what needs a person. */
export const READING_ORDER: readonly RowState[] = [
  'fail',
  'needs-you',
  'error',
  'pending',
  'waiting',
  'waived',
  'pass',
  'skipped',
];

/** A row's line, and below it what somebody can do. Lines end without a full stop. */
export function rowLines(row: Row, links: Links): readonly string[] {
  const since =
    row.since === undefined || row.state === 'waiting' || row.state === 'skipped'
      ? ''
      : ` · ${clock(row.since)}`;
  const stuck = row.stuck ? ' · **stuck**' : '';
  const line = `${GLYPHS[row.state]} **${row.step.name}** — ${wordFor(row)}${toMarkdown(row.reason, links)}${stuck}${since}`;
  const advice = row.state === 'pass' || row.state === 'waiting' ? [] : (row.advice ?? []);
  return [line, ...advice.map((each) => `&nbsp;&nbsp;↳ ${toMarkdown(each, links)}`)];
}

/** What stands behind a row, folded. */
export function rowEvidence({ step, evidence = [] }: Row, links: Links): readonly string[] {
  return evidence
    .filter(({ lines }) => lines.length > 0)
    .map((exhibit) => exhibitBlock(step.name, exhibit, links));
}

function exhibitBlock(name: string, { title, lines }: Exhibit, links: Links): string {
  return details(
    `${name}: ${toMarkdown(title, links)}`,
    lines.map((line) => `- ${toMarkdown(line, links)}`),
  );
}

/** A glyph says little to whoever cannot see it or does not know it yet. */
function wordFor({ state }: Row): string {
  if (state === 'error') return 'cannot tell: ';
  return state === 'skipped' ? 'skipped: ' : '';
}
