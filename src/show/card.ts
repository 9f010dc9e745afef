import { candidateName } from '../domain/release.ts';
import { isDone, type Row } from '../domain/rows.ts';
import type { Instant } from '../domain/time.ts';
import { fitted } from './limit.ts';
import { clock, READING_ORDER, rowEvidence, rowLines } from './lines.ts';
import { details } from './markdown.ts';
import { bar, type Presentation, progress, ringTitle } from './presentation.ts';

/** More passed rows than this are folded. */
const PASSED_SHOWN = 4;

/** The comment of one ring, as it stands now. The same presentation always gives the same text. */
export function ringCard(presentation: Presentation, index: number): string {
  const { decision, current, links } = presentation;
  const rows = decision.rings[index];
  if (rows === undefined) throw new TypeError(`the process has no ring ${index}`);
  const all = inReadingOrder(
    [...rows.steps, ...rows.promote].map((row) => withRemedy(row, presentation)),
  );
  const done = all.every(isDone) ? ' · done' : '';
  const heading = `### ${ringTitle(presentation, index)} · ${candidateName(current.candidate)}${done}`;
  const evidence = all.flatMap((row) => rowEvidence(row, links));
  return fitted([
    {
      text: `${heading}\n${bar(rows)} **${progress(rows)}**${tailOfProgress(all)}`,
      optional: false,
    },
    { text: linesOf(all, presentation), optional: false },
    ...evidence.map((text) => ({ text, optional: true })),
    { text: footer(presentation, index, all), optional: false },
  ]);
}

function inReadingOrder(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => READING_ORDER.indexOf(a.state) - READING_ORDER.indexOf(b.state));
}

function linesOf(rows: readonly Row[], { links }: Presentation): string {
  const passed = rows.filter(({ state }) => state === 'pass');
  const folded = passed.length > PASSED_SHOWN && passed.length < rows.length;
  const shown = folded ? rows.filter(({ state }) => state !== 'pass') : rows;
  const lines = shown.flatMap((row) => rowLines(row, links));
  if (!folded) return lines.join('\n');
  return `${lines.join('\n')}\n\n${details(
    `✅ ${passed.length} passed`,
    passed.flatMap((row) => rowLines(row, links)),
  )}`;
}

/** A failing row whose fix was offered names the pull request. */
function withRemedy(row: Row, { remedies }: Presentation): Row {
  const address = remedies.get(row.step.name);
  if (row.state !== 'fail' || row.remedy === undefined || address === undefined) return row;
  const offer = [{ words: 'fix ready: ' }, { link: address, label: row.remedy.title }];
  return { ...row, advice: [offer, ...(row.advice ?? [])] };
}

function tailOfProgress(rows: readonly Row[]): string {
  const count = (state: Row['state']) => rows.filter((row) => row.state === state).length;
  const parts = [
    [count('fail'), 'failing'],
    [count('needs-you'), 'waiting for people'],
    [count('error'), 'that cannot be told'],
  ] as const;
  return parts.flatMap(([number, words]) => (number > 0 ? [` · ${number} ${words}`] : [])).join('');
}

function footer(presentation: Presentation, index: number, rows: readonly Row[]): string {
  const { history, decision } = presentation;
  const next = decision.rings[index + 1];
  const opened = index < decision.ring;
  const after =
    next === undefined
      ? 'When all of this has passed, the release is announced as done and this issue is closed.'
      : `When all of this has passed, **${next.ring.name}** opens at once.`;
  const journal =
    history.closed === undefined
      ? ''
      : ` · journal of ${history.head.seq} entries, head \`${history.head.hash}\``;
  const changed = lastChange(rows, history.release.openedAt);
  const note = `<sub>edited in place · last change ${clock(changed)} · \`/release help\`${journal}</sub>`;
  return opened || history.closed !== undefined ? note : `${after}\n${note}`;
}

function lastChange(rows: readonly Row[], opened: Instant): Instant {
  return rows
    .flatMap(({ since }) => since ?? [])
    .reduce((latest, each) => (each > latest ? each : latest), opened);
}
