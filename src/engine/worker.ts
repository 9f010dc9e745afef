import { siteKey } from '../plugin/store.ts';
import type { Engine } from './engine.ts';
import { openByComment } from './open-by-comment.ts';
import { reconcile } from './reconcile.ts';
import { openSession } from './session.ts';
import { underLease } from './under-lease.ts';

/** Looks at one release, alone, until it has come to rest. */
export async function work(engine: Engine, release: string): Promise<void> {
  const alone = await underLease(engine, release, async (lease) => {
    const stored = await engine.store.releases.load(release);
    if (stored === undefined) return;
    const session = openSession(engine, lease, stored);
    await reconcile(session);
    await session.commit({ nextLook: session.nextLook ?? null });
  });
  if (!alone) await engine.queue.wake('release', release);
}

/** Answers what a repository was asked outside of tracking issues, one after the other. */
export async function workSite(engine: Engine, repository: number): Promise<void> {
  const { sites } = engine.store;
  const alone = await underLease(engine, siteKey(repository), async () => {
    const site = await sites.byId(repository);
    if (site === undefined) return;
    for (const comment of await sites.unheard(repository)) {
      await openByComment(engine, site, comment);
      await sites.heard(repository, comment);
    }
  });
  if (!alone) await engine.queue.wake('site', String(repository));
}

/** Wakes the releases whose next look has come. */
export async function wakeDue({ store, queue, clock }: Engine): Promise<void> {
  for (const release of await store.releases.takeDue(clock.now()))
    await queue.wake('release', release);
}
