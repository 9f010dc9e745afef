import type { LedgerLine } from '../../domain/effect.ts';
import type { CommentHeard, Entry, JournalEvent } from '../../domain/journal.ts';
import type { Artifact } from '../../domain/release.ts';
import type { Instant } from '../../domain/time.ts';
import type { Site } from '../place.ts';
import type { Lease } from './leases.ts';

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
  /** When a change of it was begun whose outcome is unknown: it may still come to pass. */
  readonly unsure?: Instant;
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
  /** Store nothing where something was said that was not judged yet. */
  readonly onlyIfHeard?: true;
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
  /** @throws RingmasterError `lease-lost` where a later lease exists; `overtaken` where `onlyIfHeard` forbids it. */
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
