import type { JournalEvent } from './journal.ts';
import { type Prose, person, say } from './prose.ts';
import type { Person } from './release.ts';
import { clock, type Instant } from './time.ts';

/**
 * Leave to go on although a check has not passed: for one step of one candidate, with
 * a reason, until a certain moment. Sign-offs and publications cannot be waived.
 */
export interface Waiver {
  /** `<comment id>/<line>`: the same words are never heard twice. */
  readonly id: string;
  readonly step: string;
  readonly candidate: number;
  readonly by: Person;
  /** When GitHub took the comment. */
  readonly at: Instant;
  /** From then on it is worth nothing. */
  readonly until: Instant;
  readonly reason: string;
  /** What was known of the candidate then. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A waiver, and who took it back. */
export interface NotedWaiver extends Waiver {
  readonly endedBy: Person | undefined;
}

/** The waivers of a candidate that hold at a moment; of one step the newest. */
export function standingWaivers(
  all: readonly NotedWaiver[],
  { candidate, now }: { readonly candidate: number; readonly now: Instant },
): readonly NotedWaiver[] {
  const standing = all.filter(
    (each) => each.candidate === candidate && each.endedBy === undefined && now < each.until,
  );
  return [...new Map(standing.map((each) => [each.step, each])).values()];
}

/** What is known after one more entry. */
export function withWaiver(
  all: readonly NotedWaiver[],
  event: Extract<JournalEvent, { kind: 'waived' | 'unwaived' }>,
): readonly NotedWaiver[] {
  if (event.kind === 'waived') return [...all, { ...event.waiver, endedBy: undefined }];
  const { waiver, by } = event;
  return all.map((each) => (each.id === waiver ? { ...each, endedBy: by } : each));
}

/** Who lets what go on, until when, and why. */
export function waiverProse({ by, until, reason }: Waiver): Prose {
  return say`waived by ${person(by.login)} until ${{ words: clock(until) }}: “${reason}”`;
}
