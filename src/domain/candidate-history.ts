import type { Fact, MovedFact } from './facts.ts';
import type { JournalEvent } from './journal.ts';
import type { Candidate } from './release.ts';
import type { Instant } from './time.ts';
import type { Verdict } from './verdict.ts';

/** What the journal says of one candidate. */
export interface CandidateHistory {
  readonly candidate: Candidate;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly moved: readonly MovedFact[];
  /** By step: the last verdict, and since when it has been in that state. */
  readonly verdicts: ReadonlyMap<string, NotedVerdict>;
  /** Rings that this candidate has opened, in order, with the moment. */
  readonly rings: ReadonlyMap<string, Instant>;
}

export interface NotedVerdict {
  readonly verdict: Verdict;
  readonly since: Instant;
}

/** A candidate's history while the journal is being read. */
export interface DraftCandidate extends CandidateHistory {
  readonly facts: Map<string, Fact>;
  readonly moved: MovedFact[];
  readonly verdicts: Map<string, NotedVerdict>;
  readonly rings: Map<string, Instant>;
}

type OfCandidate = Extract<
  JournalEvent,
  { kind: 'candidate' | 'fact' | 'moved' | 'verdict' | 'ring' }
>;

/** Takes in what one entry says of a candidate. */
export function takeOfCandidate(
  candidates: DraftCandidate[],
  event: OfCandidate,
  at: Instant,
): void {
  if (event.kind === 'candidate') {
    const { candidate } = event;
    candidates.push({
      candidate,
      facts: new Map(),
      moved: [],
      verdicts: new Map(),
      rings: new Map(),
    });
    return;
  }
  const history = candidates.find(({ candidate }) => candidate.n === event.candidate);
  if (history === undefined) return;
  if (event.kind === 'fact') history.facts.set(event.fact.key, event.fact);
  else if (event.kind === 'moved') history.moved.push(event.fact);
  else if (event.kind === 'ring') history.rings.set(event.ring, at);
  else history.verdicts.set(event.step, noted(history.verdicts.get(event.step), event.verdict, at));
}

function noted(before: NotedVerdict | undefined, verdict: Verdict, at: Instant): NotedVerdict {
  const since = before?.verdict.state === verdict.state ? before.since : at;
  return { verdict, since };
}
