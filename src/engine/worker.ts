import { RingmasterError } from '../domain/errors.ts';
import { type Batch, siteKey } from '../plugin/store.ts';
import { answer } from './answer.ts';
import type { Engine } from './engine.ts';
import { openByComment } from './open-by-comment.ts';
import { reconcile } from './reconcile.ts';
import { openSession, type Session } from './session.ts';
import { openSiteSession, type SiteSession } from './site-session.ts';
import { underLease } from './under-lease.ts';

/** Looks at one release, alone, until it has come to rest. */
export async function work(engine: Engine, release: string): Promise<void> {
  const alone = await underLease(engine, release, async (lease) => {
    const stored = await engine.store.releases.load(release);
    // Nothing is left to do for what was closed and answered, whoever still speaks of it.
    if (stored?.row.isOpen !== true) return;
    const session = openSession(engine, lease, stored);
    try {
      await reconcile(session);
      await session.commit(ending(session));
    } catch (error) {
      if (!(error instanceof RingmasterError) || error.code !== 'overtaken') throw error;
      await engine.queue.wake('release', release);
    }
  });
  if (!alone) await engine.queue.wake('release', release);
}

/** When to look again; what was said meanwhile is not to be forgotten over that. */
function ending({ nextLook, unheard }: Session): Batch {
  const isWaiting = unheard.length > 0;
  return { nextLook: nextLook ?? null, ...(isWaiting ? {} : { onlyIfHeard: true }) };
}

/** Answers what a repository was asked outside of tracking issues, one after the other. */
export async function workSite(engine: Engine, repository: number): Promise<void> {
  const alone = await underLease(engine, siteKey(repository), async (lease) => {
    const stored = await engine.store.sites.load(repository);
    if (stored === undefined) return;
    const session = openSiteSession(engine, lease, stored);
    await answerAll(session);
    for (const comment of session.unheard) {
      await session.commit({ ledger: await openByComment(session, comment), heard: [comment] });
      await answerAll(session);
    }
    await session.commit({ nextLook: session.nextLook ?? null });
  });
  if (!alone) await engine.queue.wake('site', String(repository));
}

async function answerAll(session: SiteSession): Promise<void> {
  await answer(session, 'reaction');
  await answer(session, 'reply');
}

/** Wakes the releases and repositories whose next look has come. */
export async function wakeDue({ store, queue }: Engine): Promise<void> {
  const now = await store.now();
  for (const release of await store.releases.takeDue(now)) await queue.wake('release', release);
  for (const repository of await store.sites.takeDue(now))
    await queue.wake('site', String(repository));
}
