import { type History, readHistory } from '../../../src/domain/history.ts';
import { chain, type Entry, type JournalEvent } from '../../../src/domain/journal.ts';
import { standing } from '../../../src/domain/signoff.ts';
import { after, type Instant } from '../../../src/domain/time.ts';
import { candidate, NOW, release } from '../../support/release.ts';
import { keyOf, type SmallWorld, type State } from './state.ts';

/** The journal says nothing of hashes here; other tests are about those. */
const unhashed = () => '';

/** The moment of the next entry, and the id of a comment that is posted then. */
export function next(entries: readonly Entry[]): { readonly at: Instant; readonly id: number } {
  return { at: after(NOW, entries.length * 1000), id: 100 + entries.length };
}

/** A journal with further events. */
export function noted(entries: readonly Entry[], events: readonly JournalEvent[]) {
  const { at } = next(entries);
  return [...entries, ...chain(entries.at(-1), events, { at, hash: unhashed })];
}

/** The journal of a release that was just opened. */
export function openedJournal({ artifacts, voters }: SmallWorld): readonly Entry[] {
  const opened: JournalEvent = {
    kind: 'opened',
    release: release({ artifacts }),
    process: { blob: '', commit: '', text: '' },
    rosters: { owners: voters },
  };
  return noted([], [opened, { kind: 'candidate', candidate: candidate() }]);
}

/** Most edges add nothing to the journal. */
const readBefore = new WeakMap<readonly Entry[], History>();

/** @throws TypeError where the journal has no beginning. */
export function read(entries: readonly Entry[]): History {
  const history = readBefore.get(entries) ?? readHistory(entries);
  if (history === undefined) throw new TypeError('the journal has no beginning');
  readBefore.set(entries, history);
  return history;
}

/** What the journal makes of all that happened, in the same words as the truth. */
export function toldBy(world: SmallWorld, state: State, history: History): string {
  const current = history.candidates.at(-1);
  const tag = current?.facts.get(TAG)?.value;
  const last = standing(history.signoffs, world.ballot.step);
  return keyOf({
    ...state,
    candidate: current?.candidate.n ?? 0,
    shown: history.shown.at(-1)?.candidate ?? 0,
    voices: Object.fromEntries(
      world.voters.map(({ id, login }) => [
        login,
        last.filter(({ by }) => by.id === id).map((signoff) => signoff.candidate),
      ]),
    ),
    pinned: tag === 'a' || tag === 'b' ? tag : undefined,
    hasMoved: (current?.moved.length ?? 0) > 0,
    ring: current?.rings.size ?? 0,
    isClosed: history.closed !== undefined,
  });
}

/** The same of the truth itself: of several words of one person the last one counts. */
export function trueTale(state: State): string {
  const voices = Object.entries(state.voices).map(([login, said]) => [login, said.slice(-1)]);
  return keyOf({ ...state, voices: Object.fromEntries(voices) });
}

/** The fact that a tag is. */
export const TAG = 'tag:v0.1.0';
