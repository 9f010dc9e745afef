import type { JournalEvent } from '../domain/journal.ts';
import { after, type Instant } from '../domain/time.ts';
import type { OwnWriting } from '../plugin/forge.ts';
import { EFFECT, effectIn } from '../show/marks.ts';
import type { Engine } from './engine.ts';
import { pagesOf } from './own-issue.ts';
import { rehear } from './rehear.ts';
import type { Session } from './session.ts';

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
    .map(({ from, noticed: until }): JournalEvent => ({ kind: 'gap', from, until }));
  const betrayed = noticed.length > 0 ? undefined : await forgottenSince(session);
  const events: readonly JournalEvent[] =
    betrayed === undefined ? noticed : [{ kind: 'gap', from: betrayed, until: session.now() }];
  if (events.length === 0) return;
  // What stands on the cards was written since, and is not known any more.
  const cards = [...session.cards.values()].map((card) => ({ ...card, hash: '' }));
  await session.commit({ events, cards });
  if (session.spot !== undefined) await rehear(session, session.spot);
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
  if (row.issue !== undefined) knowAll(session);
  const isForgotten = (body: string) => (ledger.get(effectIn(body) ?? '')?.attempts ?? 0) === 0;
  if (row.issue !== undefined)
    return (await ownOn(session, row.issue)).some(isForgotten) ? history.head.at : undefined;
  const earlier = after(history.release.openedAt, -BEFORE);
  const pages = pagesOf(session);
  const found = await session.forge.issues.ownSince(earlier, EFFECT);
  const isPage = ({ body }: OwnWriting) => pages.has(effectIn(body) ?? '') && isForgotten(body);
  return found.some(isPage) ? earlier : undefined;
}

/** Texts on one issue that bear a mark of ours and are no person's; another bot's copy would only make us more careful. */
async function ownOn({ forge, history }: Session, issue: number): Promise<readonly string[]> {
  const comments = await forge.issues.commentsOf(issue, history.release.openedAt);
  return comments.flatMap(({ isBot, body }) => (isBot && effectIn(body) !== undefined ? body : []));
}
