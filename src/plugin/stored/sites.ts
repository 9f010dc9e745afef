import type { LedgerLine } from '../../domain/effect.ts';
import type { CommentHeard } from '../../domain/journal.ts';
import type { Instant } from '../../domain/time.ts';
import type { Site } from '../place.ts';
import type { Lease } from './leases.ts';

/** What waits to be done in a repository outside of releases. */
export interface StoredSite {
  readonly site: Site;
  /** Effects that are intended; what is done or refused is not loaded. */
  readonly ledger: readonly LedgerLine[];
  /** Comments that were not judged yet, oldest first. */
  readonly unheard: readonly CommentHeard[];
}

/** Changes to what is stored of a repository, together or not at all. */
export interface SiteBatch {
  readonly ledger?: readonly LedgerLine[];
  readonly heard?: readonly CommentHeard[];
  /** When to look again if nothing wakes it before; `null`: never. */
  readonly nextLook?: Instant | null;
}

/** Repositories that the App is installed on and that were seen working. */
export interface Sites {
  save(site: Site): Promise<void>;
  byId(repository: number): Promise<Site | undefined>;
  /** Keeps a comment that belongs to no release until it is judged; the same one twice is kept once. */
  hear(repository: number, comment: CommentHeard): Promise<void>;
  /** Plans effects outside of releases; those that are in the ledger stay as they are. */
  plan(repository: number, lines: readonly LedgerLine[]): Promise<void>;
  load(repository: number): Promise<StoredSite | undefined>;
  /** @throws RingmasterError `lease-lost` where a later lease exists. */
  commit(lease: Lease, batch: SiteBatch): Promise<void>;
  /** Repositories whose next look is due. Each is named again after a minute, unless it has been looked at. */
  takeDue(now: Instant): Promise<readonly number[]>;
  /** How far the sweep of a repository has read, by GitHub's clock; undefined before the first. */
  swept(repository: number): Promise<Instant | undefined>;
  setSwept(repository: number, until: Instant): Promise<void>;
  /** Names of the tags that have been seen; undefined before the first look. */
  knownTags(repository: number): Promise<readonly string[] | undefined>;
  setKnownTags(repository: number, names: readonly string[]): Promise<void>;
  /** The last process file that could be read, so that a broken one does not stop anything. */
  lastGoodProcess(repository: number): Promise<{ blob: string; text: string } | undefined>;
  setLastGoodProcess(repository: number, file: { blob: string; text: string }): Promise<void>;
}

/** Under which a repository takes leases and hears comments. */
export function siteKey(repository: number): string {
  return `site/${repository}`;
}
