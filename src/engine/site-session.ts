import type { LedgerLine } from '../domain/effect.ts';
import type { CommentHeard } from '../domain/journal.ts';
import type { Instant } from '../domain/time.ts';
import type { Site } from '../plugin/place.ts';
import { type Lease, type SiteBatch, type StoredSite, siteKey } from '../plugin/store.ts';
import { siteMark } from '../show/marks.ts';
import type { Answering } from './answer.ts';
import type { Engine } from './engine.ts';
import { sharedClock } from './shared-clock.ts';

/** One worker's time with one repository, for what belongs to none of its releases. */
export interface SiteSession extends Answering {
  readonly site: Site;
  readonly unheard: readonly CommentHeard[];
  commit(batch: SiteBatch): Promise<void>;
  readonly nextLook: Instant | undefined;
}

/** Begins a session with what is stored of a repository. */
export function openSiteSession(
  engine: Engine,
  lease: Lease,
  { site, ledger: lines, unheard }: StoredSite,
): SiteSession {
  const ledger = new Map<string, LedgerLine>(lines.map((line) => [line.effect.id, line]));
  let nextLook: Instant | undefined;
  const session: SiteSession = {
    engine,
    key: siteKey(site.repository.id),
    site,
    forge: engine.outside.forgeAt(site),
    mark: siteMark,
    spot: undefined,
    ledger,
    unheard,
    // It says little, so that it can afford to look before it says anything.
    looksFirst: true,
    now: sharedClock(engine.clock, lease),
    note: (line) => session.commit({ ledger: [line] }),
    async commit(batch) {
      await engine.store.sites.commit(lease, batch);
      for (const line of batch.ledger ?? []) ledger.set(line.effect.id, line);
    },
    lookAgain(at) {
      if (nextLook === undefined || at < nextLook) nextLook = at;
    },
    get nextLook() {
      return nextLook;
    },
  };
  return session;
}
