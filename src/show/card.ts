import { candidateName } from '../domain/release.ts';
import { isDone, movedProse, type Row } from '../domain/rows.ts';
import { clock, type Instant } from '../domain/time.ts';
import { fitted } from './limit.ts';
import { READING_ORDER, rowEvidence, rowLines } from './lines.ts';
import { details, toMarkdown } from './markdown.ts';
import { bar, type Presentation, progress, ringTitle } from './presentation.ts';

/** More passed rows than this are folded. */
const PASSED_SHOWN = 4;

/** The comment of one ring, as it stands now. The same presentation always gives the same text. */
export function ringCard(presentation: Presentation, index: number): string {
  const { decision, current, links } = presentation;
  const rows = decision.rings[index];
  if (rows === undefined) throw new TypeError(`the process has no ring ${index}`);
  const all = inReadingOrder([...rows.steps, ...rows.promote]);
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

/** The comment of a ring that an earlier candidate had opened, and this one has not yet. */
export function waitingCard(presentation: Presentation, index: number): string {
  const { decision, current } = presentation;
  const before = decision.rings[index - 1]?.ring.name ?? '';
  const heading = `### ${ringTitle(presentation, index)} · ${candidateName(current.candidate)}`;
  return [`${heading}\nopens when **${before}** has passed`, ...voidLines(presentation)].join('\n');
}

/** Why earlier candidates went no further; they stay visible. */
function voidLines({ history, links }: Presentation): readonly string[] {
  return history.candidates.slice(0, -1).map(({ candidate, moved }, index) => {
    const [first] = moved;
    const next = history.candidates[index + 1]?.candidate;
    const why =
      first === undefined
        ? `replaced by ${next === undefined ? 'another' : candidateName(next)}`
        : toMarkdown(movedProse(first), links);
    return `<sub>${candidateName(candidate)} is void: ${why}</sub>`;
  });
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

function tailOfProgress(rows: readonly Row[]): string {
  const count = (state: Row['state']) => rows.filter((row) => row.state === state).length;
  const parts = [
    [count('fail'), 'failing'],
    [count('needs-you'), 'waiting for people'],
    [count('error'), 'that cannot be told'],
    [count('waived'), 'waived'],
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
  const isLast = next === undefined && history.closed !== undefined;
  const journal = isLast
    ? ` · journal of ${history.head.seq} entries, head \`${history.head.hash}\``
    : '';
  const changed = lastChange(rows, history.release.openedAt);
  const note = `<sub>edited in place · last change ${clock(changed)} · \`/release help\`${journal}</sub>`;
  const lines = [...voidLines(presentation), note].join('\n');
  return opened || history.closed !== undefined ? lines : `${after}\n${lines}`;
}

function lastChange(rows: readonly Row[], opened: Instant): Instant {
  return rows
    .flatMap(({ since }) => since ?? [])
    .reduce((latest, each) => (each > latest ? each : latest), opened);
}
