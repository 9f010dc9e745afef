import type { EffectKind } from './effect.ts';
import type { Fact, MovedFact } from './facts.ts';
import type { Objection } from './objection.ts';
import type { Candidate, Person, Release } from './release.ts';
import type { Rosters, Signoff } from './signoff.ts';
import type { Instant } from './time.ts';
import type { Verdict } from './verdict.ts';
import type { Waiver } from './waiver.ts';

/** The process as it stood when the release opened; later changes to the file do nothing to it. */
export interface PinnedProcess {
  readonly blob: string;
  readonly commit: string;
  readonly text: string;
}

/** A comment as it was first posted, or what became of it later. */
export interface CommentHeard {
  readonly id: number;
  readonly issue: number;
  readonly author: Person;
  readonly body: string;
  /** When GitHub took it. */
  readonly at: Instant;
  readonly change: 'created' | 'edited' | 'deleted';
  /** Who created, edited or deleted it; undefined where GitHub does not say. */
  readonly by: Person | undefined;
  /** When it was last edited; undefined where it never was, or is gone. */
  readonly changedAt?: Instant;
}

/** What cannot be looked up again, and what was made of it. */
export type JournalEvent =
  | {
      readonly kind: 'opened';
      readonly release: Release;
      readonly process: PinnedProcess;
      readonly rosters: Rosters;
    }
  /** Further artifacts were tagged on the commit before its tags were checked. */
  | { readonly kind: 'joined'; readonly release: Release }
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  /** A card that names this candidate can be read on GitHub since `at`. */
  | {
      readonly kind: 'shown';
      readonly candidate: number;
      readonly comment: number;
      readonly at: Instant;
    }
  | { readonly kind: 'comment'; readonly comment: CommentHeard }
  | { readonly kind: 'signed'; readonly signoff: Signoff }
  | { readonly kind: 'withdrawn'; readonly comment: number; readonly because: 'edited' | 'deleted' }
  | { readonly kind: 'objected'; readonly objection: Objection }
  | {
      readonly kind: 'lifted';
      /** The id of the objection. */
      readonly objection: string;
      readonly by: Person;
      readonly note: string | undefined;
    }
  | { readonly kind: 'waived'; readonly waiver: Waiver }
  | { readonly kind: 'unwaived'; readonly waiver: string; readonly by: Person }
  | { readonly kind: 'fact'; readonly candidate: number; readonly fact: Fact }
  | { readonly kind: 'moved'; readonly candidate: number; readonly fact: MovedFact }
  | {
      readonly kind: 'verdict';
      readonly candidate: number;
      readonly step: string;
      readonly verdict: Verdict;
      /** What the gate observed: the verdict can be judged again from it. */
      readonly data: unknown;
    }
  | { readonly kind: 'ring'; readonly candidate: number; readonly ring: string }
  | {
      readonly kind: 'intended';
      readonly effect: string;
      readonly of: EffectKind;
      readonly target: string;
      readonly candidate: number;
    }
  | {
      readonly kind: 'outcome';
      readonly effect: string;
      readonly state: 'done' | 'failed';
      readonly found: unknown;
    }
  /** The store was restored from a backup: what happened between the two moments may be missing. */
  | { readonly kind: 'gap'; readonly from: Instant; readonly until: Instant }
  | { readonly kind: 'closed'; readonly as: 'released' };

/** One line of a release's journal, chained to the line before it. */
export interface Entry {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  readonly at: Instant;
  readonly event: JournalEvent;
  /** The event's text, letter for letter as it was hashed. */
  readonly body: string;
  /** Hash of the entry before; 64 zeros for the first. */
  readonly previous: string;
  readonly hash: string;
}

/** Hex SHA-256 of a text in UTF-8. */
export type Hash = (text: string) => string;

const GENESIS = '0'.repeat(64);

/** Chains new events to the last entry. The head's hash then vouches for every line before it. */
export function chain(
  head: Pick<Entry, 'seq' | 'hash'> | undefined,
  events: readonly JournalEvent[],
  { at, hash }: { readonly at: Instant; readonly hash: Hash },
): readonly Entry[] {
  const entries: Entry[] = [];
  let last = head ?? { seq: 0, hash: GENESIS };
  for (const event of events) {
    const body = JSON.stringify(event);
    const seq = last.seq + 1;
    const previous = last.hash;
    const entry = {
      seq,
      at,
      event,
      body,
      previous,
      hash: hash(sealed({ seq, at, body, previous })),
    };
    entries.push(entry);
    last = entry;
  }
  return entries;
}

/** The sequence number of the first entry that does not fit the chain; undefined where all do. */
export function firstBroken(
  entries: readonly Omit<Entry, 'event'>[],
  hash: Hash,
): number | undefined {
  let last = { seq: 0, hash: GENESIS };
  for (const entry of entries) {
    const fits = entry.seq === last.seq + 1 && entry.previous === last.hash;
    if (!fits || entry.hash !== hash(sealed(entry))) return last.seq + 1;
    last = entry;
  }
  return undefined;
}

function sealed({ seq, at, body, previous }: Pick<Entry, 'seq' | 'at' | 'body' | 'previous'>) {
  return `${previous}\n${seq}\n${at}\n${body}`;
}
