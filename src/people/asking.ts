import type { Decision } from '../domain/decide.ts';
import type { History } from '../domain/history.ts';
import { allSteps, type Process } from '../domain/process.ts';
import type { Person } from '../domain/release.ts';
import type { Row } from '../domain/rows.ts';
import { includes } from '../domain/signoff.ts';

/** The release that somebody speaks about, as it stands. */
interface At {
  readonly history: History;
  readonly process: Process;
  readonly decision: Decision;
}

/**
 * Rows that people decide: sign-offs, those of earlier rings included, which hold
 * only as long as everybody stands by them; and publications that wait for consent.
 */
export function askingRows({ decision }: Pick<At, 'decision'>): readonly Row[] {
  const rings = decision.rings.slice(0, decision.ring + 1);
  const rows = rings.flatMap(({ steps, promote }) => [...steps, ...promote]);
  return rows.filter(({ step, state }) =>
    step.verb === 'approve' ? state !== 'skipped' : step.by !== undefined && state === 'needs-you',
  );
}

/** What a command's words mean: the rows of the step that comes first, or all, and the note behind. */
export interface Narrowed {
  readonly rows: readonly Row[];
  readonly note: string;
}

export function narrowed(rest: string, rows: readonly Row[]): Narrowed {
  const first = firstWord(rest);
  const named = rows.filter(({ step }) => step.name === first);
  return named.length > 0
    ? { rows: named, note: rest.slice(first.length).trim() }
    : { rows, note: rest };
}

/** The step that a command names although nobody is asked there: whoever names it does not mean another. */
export function silentStep(
  rest: string,
  asking: readonly Row[],
  { process }: Pick<At, 'process'>,
): string | undefined {
  const first = firstWord(rest);
  const isStep = allSteps(process).some(({ name }) => name === first);
  return isStep && !asking.some(({ step }) => step.name === first) ? first : undefined;
}

function firstWord(rest: string): string {
  return rest.split(/\s+/, 1)[0] ?? '';
}

/** Of several steps, those whose group holds the speaker; none for a stranger, who must name one. */
export function rowsFor(
  speaker: Person,
  rows: readonly Row[],
  { history }: Pick<At, 'history'>,
): readonly Row[] {
  return rows.filter(({ step }) => includes(history.rosters[groupOf(step) ?? ''] ?? [], speaker));
}

/** Whether an agreement counts; if not, the checklist says why. */
export function hasVoice(
  { step }: Row,
  speaker: Person,
  { history }: Pick<At, 'history'>,
): boolean {
  const isMember = includes(history.rosters[groupOf(step) ?? ''] ?? [], speaker);
  const cutBy = history.candidates.at(-1)?.candidate.cutBy;
  return isMember && (step.by !== undefined || cutBy?.id !== speaker.id);
}

/** The group that a step asks. */
export function groupOf({ by, options }: Row['step']): string | undefined {
  if (by !== undefined) return by;
  if (typeof options !== 'object' || options === null || !('group' in options)) return undefined;
  return typeof options.group === 'string' ? options.group : undefined;
}
