import { compareFacts } from '../domain/facts.ts';
import type { JournalEvent } from '../domain/journal.ts';
import type { Step } from '../domain/process.ts';
import { isDone, type RingRows, type Row, ringRows } from '../domain/rows.ts';
import type { Verdict } from '../domain/verdict.ts';
import { byStep, type Look } from './observe.ts';
import type { Session } from './session.ts';
import { decisionView } from './views.ts';

/** Journals what was seen, where it differs from what was seen before: facts first, then verdicts. */
export async function note(session: Session, looks: readonly Look[]): Promise<void> {
  const rings = rowsAfter(session, looks);
  const facts = looks.flatMap((look) => factEvents(session, look, rings));
  if (facts.length > 0) await session.commit({ events: facts });
  const verdicts = verdictEvents(session, looks, rowsAfter(session, looks));
  if (verdicts.length > 0) await session.commit({ events: verdicts });
}

function rowsAfter(session: Session, looks: readonly Look[]): readonly RingRows[] {
  const view = decisionView(session, byStep(looks));
  return session.process.rings.map((ring) => ringRows(view, ring));
}

function factEvents(
  { current, now }: Session,
  { step, observation }: Look,
  rings: readonly RingRows[],
): readonly JournalEvent[] {
  if (observation.kind !== 'verdict') return [];
  const candidate = current.candidate.n;
  const known = new Set(current.moved.map(({ key }) => key));
  const { fresh, moved } = compareFacts(current.facts, observation.verdict.facts ?? [], step.name);
  const at = now();
  return [
    ...(mayPin(step, rings) ? fresh : []).map(
      (fact): JournalEvent => ({ kind: 'fact', candidate, fact: { ...fact, at } }),
    ),
    ...moved
      .filter(({ key }) => !known.has(key))
      .map((fact): JournalEvent => ({ kind: 'moved', candidate, fact })),
  ];
}

/**
 * Facts are pinned from the top of a ring down: a tag that is refused and made
 * again starts another build, whose images are the ones to pin.
 */
function mayPin(step: Step, rings: readonly RingRows[]): boolean {
  const rows =
    rings.find(({ steps }) => steps.some((row) => row.step.name === step.name))?.steps ?? [];
  const place = rows.findIndex((row) => row.step.name === step.name);
  return rows.slice(0, place).every((row) => isDone(row) || row.step.parallel);
}

function verdictEvents(
  { current }: Session,
  looks: readonly Look[],
  rings: readonly RingRows[],
): readonly JournalEvent[] {
  const open = rings.findLastIndex(({ ring }) => current.rings.has(ring.name));
  const passed = rings.slice(0, Math.max(0, open)).flatMap(rowsOf);
  const rows = rings.flatMap(rowsOf);
  return looks.flatMap(({ step, data }): readonly JournalEvent[] => {
    const row = rows.find((each) => each.step.name === step.name);
    const verdict = row === undefined ? undefined : verdictIn(row);
    const before = current.verdicts.get(step.name)?.verdict;
    if (verdict === undefined || JSON.stringify(verdict) === JSON.stringify(before)) return [];
    // What could not be looked at again is no news of a ring that was left behind.
    const isPassed = passed.some((each) => each.step.name === step.name);
    if (isPassed && verdict.state === 'error' && before !== undefined) return [];
    return [{ kind: 'verdict', candidate: current.candidate.n, step: step.name, verdict, data }];
  });
}

function rowsOf({ steps, promote }: RingRows): readonly Row[] {
  return [...steps, ...promote];
}

function verdictIn(row: Row): Verdict | undefined {
  // A waiver changes nothing about what was seen.
  const { state, reason, evidence, advice, addresses, remedy } = row.waived?.seen ?? row;
  if (state === 'waiting' || state === 'skipped' || state === 'waived') return undefined;
  return {
    state,
    reason,
    ...(evidence === undefined ? {} : { evidence }),
    ...(advice === undefined ? {} : { advice }),
    ...(addresses === undefined ? {} : { addresses }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
