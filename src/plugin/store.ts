import type { LedgerLine } from '../domain/effect.ts';
import type { CommentHeard, Entry, JournalEvent } from '../domain/journal.ts';
import type { Artifact } from '../domain/release.ts';
import type { Instant } from '../domain/time.ts';
import type { Site } from './place.ts';

/** A webhook as it arrived, letter for letter. */
export interface Delivery {
  /** GitHub's GUID; a redelivery has the same one. */
  readonly id: string;
  readonly event: string;
  readonly body: string;
}

export interface Deliveries {
  /**
   * Keeps a delivery and the job of reading it, both or neither, before GitHub is
   * told. `again`: it is known, could not be read so far, and is tried once more.
   */
  accept(delivery: Delivery): Promise<'new' | 'again' | 'duplicate'>;
  read(id: string): Promise<Delivery | undefined>;
  /** Marks it as read; its body may be forgotten from then on. */
  done(id: string): Promise<void>;
}

/** A release as it is found without reading its journal. */
export interface ReleaseRow {
  readonly id: string;
  readonly site: Site;
  /** Undefined until the tracking issue exists. */
  readonly issue: number | undefined;
  /** The branch that its pull requests come from, on whatever repository. */
  readonly branch: string;
  readonly isOpen: boolean;
}

/** A Markdown text of ours on GitHub that is edited in place. */
export interface Card {
  /** `issue`, or `ring/<name>`. */
  readonly key: string;
  /** The comment's id; undefined for the issue's body. */
  readonly comment: number | undefined;
  /** Hash of what stands there, so that nothing is written twice nor read before a write. */
  readonly hash: string;
  readonly writtenAt: Instant;
}

/** Everything that is stored of one release. */
export interface StoredRelease {
  readonly row: ReleaseRow;
  readonly entries: readonly Entry[];
  readonly ledger: readonly LedgerLine[];
  readonly cards: readonly Card[];
  /** Comments that were not judged yet, oldest first. */
  readonly unheard: readonly CommentHeard[];
}

/** The right to act for a release or a repository, alone, until it expires. A later lease has a higher fence. */
export interface Lease {
  /** The release's id, or the site's key. */
  readonly key: string;
  readonly fence: number;
}

/** Changes to one release that are stored together or not at all. */
export interface Batch {
  readonly events?: readonly JournalEvent[];
  readonly ledger?: readonly LedgerLine[];
  readonly cards?: readonly Card[];
  /** Comments that these events have judged, by id and change. */
  readonly heard?: readonly CommentHeard[];
  readonly issue?: number;
  /** Further artifacts that this release takes along from now on. */
  readonly artifacts?: readonly Artifact[];
  /** When to look again if nothing wakes the release before; `null`: never. */
  readonly nextLook?: Instant | null;
  readonly isOpen?: boolean;
}

export interface NewRelease {
  readonly row: ReleaseRow;
  readonly artifacts: readonly Artifact[];
  readonly events: readonly JournalEvent[];
  /** Effects that go with the opening, such as the answer to whoever asked. */
  readonly ledger: readonly LedgerLine[];
}

export interface Releases {
  /** Opens a release; where one of its artifacts is being released in that version already, names that one. */
  create(release: NewRelease, now: Instant): Promise<{ readonly existing: string } | undefined>;
  load(id: string): Promise<StoredRelease | undefined>;
  /** @throws RingmasterError `lease-lost` where a later lease exists. */
  commit(lease: Lease, batch: Batch, now: Instant): Promise<readonly Entry[]>;
  byArtifact(
    repository: number,
    artifact: string,
    version: string,
  ): Promise<ReleaseRow | undefined>;
  byIssue(repository: number, issue: number): Promise<ReleaseRow | undefined>;
  /** Open releases that a pull request from this branch may belong to: theirs is the branch, or the part of it before a `-`. */
  byBranch(branch: string): Promise<readonly ReleaseRow[]>;
  open(repository?: number): Promise<readonly ReleaseRow[]>;
  countOpen(): Promise<number>;
  /** Open releases whose next look is due. Each is named again after a minute, unless it has been looked at. */
  takeDue(now: Instant): Promise<readonly string[]>;
  /** Keeps a comment until the release has judged it; the same one twice is kept once. */
  hear(release: string, comment: CommentHeard): Promise<void>;
}

export interface Leases {
  /** Undefined where somebody else holds it. */
  take(
    key: string,
    holder: string,
    until: { now: Instant; expires: Instant },
  ): Promise<Lease | undefined>;
  giveBack(lease: Lease): Promise<void>;
}

/** Repositories that the App is installed on and that were seen working. */
export interface Sites {
  save(site: Site): Promise<void>;
  byId(repository: number): Promise<Site | undefined>;
  /** Keeps a comment that belongs to no release until it is judged; the same one twice is kept once. */
  hear(repository: number, comment: CommentHeard): Promise<void>;
  unheard(repository: number): Promise<readonly CommentHeard[]>;
  heard(repository: number, comment: CommentHeard): Promise<void>;
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

/** Everything that outlives the process. */
export interface Store {
  readonly deliveries: Deliveries;
  readonly releases: Releases;
  readonly leases: Leases;
  readonly sites: Sites;
  /** @throws RingmasterError `outside-unreachable` where it cannot be written. */
  check(): Promise<void>;
  close(): Promise<void>;
}
