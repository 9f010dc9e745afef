import {
  type CandidateHistory,
  type DraftCandidate,
  takeOfCandidate,
} from './candidate-history.ts';
import type { EffectKind } from './effect.ts';
import type { CommentHeard, Entry, JournalEvent, PinnedProcess } from './journal.ts';
import { type NotedObjection, withObjection } from './objection.ts';
import type { Release } from './release.ts';
import { heardKeys, isOwnChange, supports } from './remarks.ts';
import type { Rosters, Signoff, Withdrawal } from './signoff.ts';
import type { Instant } from './time.ts';
import { type NotedWaiver, withWaiver } from './waiver.ts';

/** Everything the journal says of a release. Derived, never stored. */
export interface History {
  readonly release: Release;
  readonly process: PinnedProcess;
  /** The groups as they stood when the release opened. */
  readonly rosters: Rosters;
  /** Oldest first; the last one is the one that counts. */
  readonly candidates: readonly CandidateHistory[];
  readonly signoffs: readonly Signoff[];
  readonly withdrawals: readonly Withdrawal[];
  /** Oldest first, the lifted ones included. */
  readonly objections: readonly NotedObjection[];
  /** Oldest first, whatever became of them. */
  readonly waivers: readonly NotedWaiver[];
  /** Keys of what was heard: comments, edits and deletions. */
  readonly heard: ReadonlySet<string>;
  /** By person, when each of their comments that said something to us was taken. */
  readonly spoken: ReadonlyMap<number, readonly Instant[]>;
  /** Comments that their authors have edited or deleted. */
  readonly changed: ReadonlySet<number>;
  readonly shown: readonly Shown[];
  readonly effects: ReadonlyMap<string, NotedEffect>;
  readonly closed: { readonly as: 'released'; readonly at: Instant } | undefined;
  /** Times of which less is known than once was. */
  readonly gaps: readonly GapNoted[];
  readonly head: Entry;
}

export interface NotedEffect {
  readonly of: EffectKind;
  readonly target: string;
  readonly candidate: number;
  readonly state: 'intended' | 'done' | 'failed';
  readonly found: unknown;
  readonly at: Instant;
}

/** The journal was restored from a backup: what was said and done between the two moments may be missing. */
export interface GapNoted {
  readonly from: Instant;
  readonly until: Instant;
}

export interface Shown {
  readonly candidate: number;
  readonly comment: number;
  readonly at: Instant;
}

/** Folds a journal into what it says; undefined for an empty one. */
export function readHistory(entries: readonly Entry[]): History | undefined {
  const [first, ...rest] = entries;
  if (first?.event.kind !== 'opened') return undefined;
  const draft = begin(first, first.event);
  for (const entry of rest) {
    take(draft, entry);
    draft.head = entry;
  }
  return draft;
}

type Opened = Extract<JournalEvent, { kind: 'opened' }>;

interface Draft extends History {
  release: Release;
  readonly candidates: DraftCandidate[];
  signoffs: Signoff[];
  readonly withdrawals: Withdrawal[];
  objections: readonly NotedObjection[];
  waivers: readonly NotedWaiver[];
  readonly heard: Set<string>;
  readonly spoken: Map<number, Instant[]>;
  readonly changed: Set<number>;
  readonly shown: Shown[];
  readonly effects: Map<string, NotedEffect>;
  closed: History['closed'];
  readonly gaps: GapNoted[];
  head: Entry;
}

function begin(entry: Entry, { release, process, rosters }: Opened): Draft {
  return {
    release,
    process,
    rosters,
    candidates: [],
    signoffs: [],
    withdrawals: [],
    objections: [],
    waivers: [],
    heard: new Set(),
    spoken: new Map(),
    changed: new Set(),
    shown: [],
    effects: new Map(),
    closed: undefined,
    gaps: [],
    head: entry,
  };
}

function take(draft: Draft, { at, event }: Entry): void {
  switch (event.kind) {
    case 'comment':
      takeComment(draft, event.comment);
      return;
    case 'signed':
      draft.signoffs.push(event.signoff);
      return;
    case 'withdrawn':
      takeBack(draft, event);
      return;
    case 'objected':
    case 'lifted':
      draft.objections = withObjection(draft.objections, event);
      return;
    case 'waived':
    case 'unwaived':
      draft.waivers = withWaiver(draft.waivers, event);
      return;
    case 'shown':
      draft.shown.push(event);
      return;
    case 'intended':
    case 'outcome':
      takeEffect(draft.effects, event, at);
      return;
    case 'joined':
      draft.release = event.release;
      return;
    case 'gap':
      draft.gaps.push(event);
      return;
    case 'closed':
      draft.closed = { as: event.as, at };
      return;
    case 'opened':
      return;
    default:
      takeOfCandidate(draft.candidates, event, at);
  }
}

function takeComment(draft: Draft, comment: CommentHeard): void {
  for (const key of heardKeys(comment)) draft.heard.add(key);
  if (isOwnChange(comment)) draft.changed.add(comment.id);
  if (comment.change !== 'created') return;
  const { author, at } = comment;
  const known = draft.spoken.get(author.id);
  if (known === undefined) draft.spoken.set(author.id, [at]);
  else known.push(at);
}

function takeBack(
  draft: Draft,
  { comment, because }: Extract<JournalEvent, { kind: 'withdrawn' }>,
): void {
  const [gone, kept] = [true, false].map((is) =>
    draft.signoffs.filter((each) => (each.comment === comment && supports(each)) === is),
  );
  draft.signoffs = kept ?? [];
  draft.withdrawals.push(...(gone ?? []).map((signoff) => ({ signoff, because })));
}

type OfEffect = Extract<JournalEvent, { kind: 'intended' | 'outcome' }>;

function takeEffect(effects: Map<string, NotedEffect>, event: OfEffect, at: Instant): void {
  if (event.kind === 'intended') {
    const { of, target, candidate } = event;
    effects.set(event.effect, { of, target, candidate, state: 'intended', found: undefined, at });
    return;
  }
  const before = effects.get(event.effect);
  if (before === undefined) return;
  effects.set(event.effect, { ...before, state: event.state, found: event.found, at });
}

/** The candidate that counts now. */
export function currentCandidate(history: History): CandidateHistory | undefined {
  return history.candidates.at(-1);
}
