import { compareFacts } from '../domain/facts.ts';
import type { JournalEvent } from '../domain/journal.ts';
import { type Row, ringRows } from '../domain/rows.ts';
import type { Verdict } from '../domain/verdict.ts';
import { byStep, type Look } from './observe.ts';
import type { Session } from './session.ts';
import { decisionView } from './views.ts';

/** Journals what was seen, where it differs from what was seen before: facts first, then verdicts. */
export async function note(session: Session, looks: readonly Look[]): Promise<void> {
  const facts = looks.flatMap((look) => factEvents(session, look));
  if (facts.length > 0) await session.commit({ events: facts });
  const verdicts = verdictEvents(session, looks);
  if (verdicts.length > 0) await session.commit({ events: verdicts });
}

function factEvents(
  { current, engine }: Session,
  { step, observation }: Look,
): readonly JournalEvent[] {
  if (observation.kind !== 'verdict') return [];
  const candidate = current.candidate.n;
  const known = new Set(current.moved.map(({ key }) => key));
  const { fresh, moved } = compareFacts(current.facts, observation.verdict.facts ?? [], step.name);
  const at = engine.clock.now();
  return [
    ...fresh.map((fact): JournalEvent => ({ kind: 'fact', candidate, fact: { ...fact, at } })),
    ...moved
      .filter(({ key }) => !known.has(key))
      .map((fact): JournalEvent => ({ kind: 'moved', candidate, fact })),
  ];
}

function verdictEvents(session: Session, looks: readonly Look[]): readonly JournalEvent[] {
  const { current, process } = session;
  const view = decisionView(session, byStep(looks));
  const rows = process.rings.flatMap((ring) => {
    const { steps, promote } = ringRows(view, ring);
    return [...steps, ...promote];
  });
  return looks.flatMap(({ step, data }): readonly JournalEvent[] => {
    const row = rows.find((each) => each.step.name === step.name);
    const verdict = row === undefined ? undefined : verdictIn(row);
    const before = current.verdicts.get(step.name)?.verdict;
    if (verdict === undefined || JSON.stringify(verdict) === JSON.stringify(before)) return [];
    return [{ kind: 'verdict', candidate: current.candidate.n, step: step.name, verdict, data }];
  });
}

function verdictIn({
  state,
  reason,
  evidence,
  advice,
  addresses,
  remedy,
}: Row): Verdict | undefined {
  if (state === 'waiting' || state === 'skipped') return undefined;
  return {
    state,
    reason,
    ...(evidence === undefined ? {} : { evidence }),
    ...(advice === undefined ? {} : { advice }),
    ...(addresses === undefined ? {} : { addresses }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
