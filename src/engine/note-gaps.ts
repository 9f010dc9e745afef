import type { JournalEvent } from '../domain/journal.ts';
import { after, type Instant } from '../domain/time.ts';
import type { OwnWriting } from '../plugin/forge.ts';
import { EFFECT, effectIn } from '../show/marks.ts';
import type { Engine } from './engine.ts';
import { pagesOf } from './own-issue.ts';
import { rehear } from './rehear.ts';
import type { Session } from './session.ts';

type GapEvent = Extract<JournalEvent, { kind: 'gap' }>;

/** A release that opens within this time after a gap was noticed may have been opened before, and lost with it. */
const AFTERMATH = 24 * 3_600_000;

/** Releases that this process has compared with what stands on GitHub. */
const COMPARED = new WeakMap<Engine, Set<string>>();

/** How long before its opening a release may have been opened already, and lost without a trace in the store. */
const BEFORE = 24 * 3_600_000;

/**
 * Journals every gap that the release may have lost something in: those that were
 * noticed of the whole store, and one that only its own writings betray.
 */
export async function noteGaps(session: Session): Promise<void> {
  const { gaps, release } = session.history;
  const known = new Set(gaps.map(({ until }) => until));
  const noticed = (await session.engine.store.gaps.all())
    .filter((gap) => !known.has(gap.noticed) && release.openedAt < after(gap.noticed, AFTERMATH))
    .map(({ from, noticed: until }): GapEvent => ({ kind: 'gap', from, until }));
  const betrayed = noticed.length > 0 ? undefined : await forgottenSince(session);
  const events: readonly GapEvent[] =
    betrayed === undefined ? noticed : [{ kind: 'gap', from: betrayed, until: session.now() }];
  if (events.length > 0) await journal(session, events);
  // Whoever lost the lease over the comparison must make it again: nothing of it is stored.
  if (session.row.issue !== undefined) knowAll(session);
}

async function journal(session: Session, gaps: readonly GapEvent[]): Promise<void> {
  const { spot } = session;
  // First of all: once a gap is journaled nobody thinks of what was said in it any more.
  if (spot !== undefined) {
    const [since = spot.since] = [spot.since, ...gaps.map(({ from }) => from)].toSorted();
    await rehear(session, { issue: spot.issue, since });
  }
  // What stands on the cards was written since, and is not known any more.
  const cards = [...session.cards.values()].map((card) => ({ ...card, hash: '' }));
  await session.commit({ events: gaps, cards });
}

/** Takes for granted, for the life of this process, that nothing of the release is forgotten. */
export function knowAll({ engine, key }: Session): void {
  const compared = COMPARED.get(engine) ?? new Set<string>();
  COMPARED.set(engine, compared.add(key));
}

/**
 * Since when there may be writings of ours that the ledger does not know, although
 * every one is noted before it is made; undefined where there are none. Asked once
 * in a process's life, as soon as the issue is known; not where this process has
 * opened that just now, because nothing can be on it.
 */
async function forgottenSince(session: Session): Promise<Instant | undefined> {
  const { engine, key, history, ledger, row } = session;
  if (COMPARED.get(engine)?.has(key) === true) return undefined;
  const isForgotten = ({ body }: Own) => (ledger.get(effectIn(body) ?? '')?.attempts ?? 0) === 0;
  // An earlier life of the release may have been opened before this one, and lost as a whole.
  const earlier = after(history.release.openedAt, -BEFORE);
  const own =
    row.issue === undefined
      ? await session.forge.issues.ownSince(earlier, EFFECT)
      : await ownOn(session, row.issue, earlier);
  const pages = pagesOf(session);
  const mayBeOurs = ({ body, at }: Own) =>
    pages.has(effectIn(body) ?? '') || (row.issue !== undefined && at >= history.release.openedAt);
  const moments = own.filter((each) => mayBeOurs(each) && isForgotten(each)).map(({ at }) => at);
  return moments.length === 0 ? undefined : [...moments, history.head.at].toSorted()[0];
}

type Own = Pick<OwnWriting, 'body' | 'at'>;

/** Texts on one issue that bear a mark of ours and are no person's; another bot's copy would only make us more careful. */
async function ownOn({ forge }: Session, issue: number, since: Instant): Promise<readonly Own[]> {
  const comments = await forge.issues.commentsOf(issue, since);
  return comments
    .filter(({ isBot, body }) => isBot && effectIn(body) !== undefined)
    .map(({ body, createdAt: at }) => ({ body, at }));
}
