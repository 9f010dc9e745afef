import { after } from '../domain/time.ts';
import { type Lease, siteKey } from '../plugin/store.ts';
import type { Engine } from './engine.ts';
import { openByComment } from './open-by-comment.ts';
import { reconcile } from './reconcile.ts';
import { openSession } from './session.ts';

/** How long a worker may be silent before another one takes over. */
const LEASE = 60_000;

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

/** @returns false where somebody else holds the lease; then a moment has passed. */
async function underLease(
  { store, clock, worker, settings }: Engine,
  key: string,
  task: (lease: Lease) => Promise<void>,
): Promise<boolean> {
  const now = clock.now();
  const lease = await store.leases.take(key, worker, { now, expires: after(now, LEASE) });
  if (lease === undefined) {
    await clock.sleep(Math.min(settings.poll, 1000));
    return false;
  }
  try {
    await task(lease);
    return true;
  } finally {
    await store.leases.giveBack(lease);
  }
}

/** Wakes the releases whose next look has come. */
export async function wakeDue({ store, queue, clock }: Engine): Promise<void> {
  for (const release of await store.releases.due(clock.now())) await queue.wake('release', release);
}
