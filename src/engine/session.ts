import type { CandidateHistory } from '../domain/candidate-history.ts';
import type { LedgerLine } from '../domain/effect.ts';
import { RingmasterError } from '../domain/errors.ts';
import { currentCandidate, type History, readHistory } from '../domain/history.ts';
import type { Entry, JournalEvent } from '../domain/journal.ts';
import type { Process } from '../domain/process.ts';
import type { Instant } from '../domain/time.ts';
import type { Forge } from '../plugin/forge.ts';
import type { Groups } from '../plugin/ports.ts';
import type { Batch, Card, Lease, ReleaseRow, StoredRelease } from '../plugin/store.ts';
import { effectMark } from '../show/marks.ts';
import type { Answering } from './answer.ts';
import type { Engine } from './engine.ts';
import { currentGroups } from './groups.ts';
import { pinnedProcess } from './pinned-process.ts';
import { sharedClock } from './shared-clock.ts';

/** One worker's time with one release: what is known of it, and the way to add to it. */
export interface Session extends Answering {
  readonly forge: Forge;
  readonly process: Process;
  readonly groups: Groups;
  readonly row: ReleaseRow;
  readonly history: History;
  readonly current: CandidateHistory;
  readonly cards: ReadonlyMap<string, Card>;
  readonly unheard: StoredRelease['unheard'];
  /** Nothing of this release was written before; where the journal has a gap, it may be older than it says. */
  readonly since: Instant;
  /** Stores changes, all or none, and knows them from then on. */
  commit(batch: Batch): Promise<void>;
  /** Asks for another look at the latest then; the earliest wish counts. */
  lookAgain(at: Instant): void;
  readonly nextLook: Instant | undefined;
  /** Somebody was answered in this session, and should see the card change at once. */
  urgent: boolean;
}

interface Known {
  row: ReleaseRow;
  entries: readonly Entry[];
  history: History;
  current: CandidateHistory;
  readonly ledger: Map<string, LedgerLine>;
  readonly cards: Map<string, Card>;
  unheard: StoredRelease['unheard'];
  nextLook: Instant | undefined;
}

/**
 * Begins a session with what is stored.
 * @throws RingmasterError `process-invalid` where the pinned process cannot be read any more.
 */
export function openSession(engine: Engine, lease: Lease, stored: StoredRelease): Session {
  const known = knownFrom(stored);
  const process = pinnedProcess(engine, known.history);
  const forge = engine.outside.forgeAt(stored.row.site);
  const session: Session = {
    engine,
    key: stored.row.id,
    forge,
    mark: effectMark,
    process,
    groups: currentGroups(process, forge),
    urgent: false,
    now: sharedClock(engine.clock, lease),
    get row() {
      return known.row;
    },
    get spot() {
      const { issue } = known.row;
      return issue === undefined ? undefined : { issue, since: session.since };
    },
    get since() {
      return beginningOf(known.history);
    },
    get history() {
      return known.history;
    },
    get current() {
      return known.current;
    },
    get ledger() {
      return known.ledger;
    },
    get looksFirst() {
      return known.history.gaps.length > 0;
    },
    get cards() {
      return known.cards;
    },
    get unheard() {
      return known.unheard;
    },
    get nextLook() {
      return known.nextLook;
    },
    lookAgain(at) {
      if (known.nextLook === undefined || at < known.nextLook) known.nextLook = at;
    },
    note: (line) =>
      session.commit({ ledger: [line], events: eventsOf(line, known), ...care(line) }),
    async commit(batch) {
      learn(known, batch, await engine.store.releases.commit(lease, batch, session.now()));
    },
  };
  return session;
}

function beginningOf({ release, gaps }: History): Instant {
  return gaps.reduce((first, { from }) => (from < first ? from : first), release.openedAt);
}

/** What carries the release on is begun only when everything that was said has been heard. */
function care({ effect: { kind }, state }: LedgerLine): Pick<Batch, 'onlyIfHeard'> {
  const goesOn = kind === 'draft' || kind === 'publish' || kind === 'resume';
  return goesOn && state === 'intended' ? { onlyIfHeard: true } : {};
}

/** What the journal says of a line: that it was intended, once, and what became of it. */
function eventsOf(
  { effect: { id, kind, target }, state, attempts, found }: LedgerLine,
  { current, history }: Pick<Known, 'current' | 'history'>,
): readonly JournalEvent[] {
  if (state !== 'intended') return [{ kind: 'outcome', effect: id, state, found }];
  if (attempts === 0 || history.effects.has(id)) return [];
  const candidate = current.candidate.n;
  return [{ kind: 'intended', effect: id, of: kind, target, candidate }];
}

function knownFrom({ row, entries, ledger, cards, unheard }: StoredRelease): Known {
  return {
    row,
    entries,
    ...readable(entries, row.id),
    ledger: new Map(ledger.map((line) => [line.effect.id, line])),
    cards: new Map(cards.map((card) => [card.key, card])),
    unheard,
    nextLook: undefined,
  };
}

function readable(entries: readonly Entry[], release: string) {
  const history = readHistory(entries);
  const current = history === undefined ? undefined : currentCandidate(history);
  if (history === undefined || current === undefined)
    throw new RingmasterError('outside-garbled', `the journal of ${release} has no beginning`);
  return { history, current };
}

function learn(known: Known, batch: Batch, entries: readonly Entry[]): void {
  const { ledger = [], cards = [], heard = [], issue, isOpen } = batch;
  if (entries.length > 0) {
    known.entries = [...known.entries, ...entries];
    Object.assign(known, readable(known.entries, known.row.id));
  }
  for (const line of ledger) known.ledger.set(line.effect.id, line);
  for (const card of cards) known.cards.set(card.key, card);
  known.unheard = known.unheard.filter(
    ({ id, change }) => !heard.some((done) => done.id === id && done.change === change),
  );
  known.row = { ...known.row, issue: issue ?? known.row.issue, isOpen: isOpen ?? known.row.isOpen };
}
