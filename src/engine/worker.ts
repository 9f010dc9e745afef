import { after } from '../domain/time.ts';
import type { Engine } from './engine.ts';
import { reconcile } from './reconcile.ts';
import { openSession } from './session.ts';

/** How long a worker may be silent before another one takes its release over. */
const LEASE = 60_000;

/** Looks at one release, alone, until it has come to rest. */
export async function work(engine: Engine, release: string): Promise<void> {
  const { store, clock, worker, settings } = engine;
  const now = clock.now();
  const lease = await store.leases.take(release, worker, { now, expires: after(now, LEASE) });
  if (lease === undefined) {
    await clock.sleep(settings.poll);
    await engine.queue.wake(release);
    return;
  }
  try {
    const stored = await store.releases.load(release);
    if (stored === undefined) return;
    const session = openSession(engine, lease, stored);
    await reconcile(session);
    await session.commit({ nextLook: session.nextLook ?? null });
  } finally {
    await store.leases.giveBack(lease);
  }
}

/** Wakes the releases whose next look has come. */
export async function wakeDue({ store, queue, clock }: Engine): Promise<void> {
  for (const release of await store.releases.due(clock.now())) await queue.wake(release);
}
