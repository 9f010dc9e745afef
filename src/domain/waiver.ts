import type { JournalEvent } from './journal.ts';
import { code, type Prose, person, say } from './prose.ts';
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

/** The waivers of a candidate that nobody took back, over or not; of one step the newest. */
export function keptWaivers(
  all: readonly NotedWaiver[],
  candidate: number,
): readonly NotedWaiver[] {
  const kept = all.filter((each) => each.candidate === candidate && each.endedBy === undefined);
  return [...new Map(kept.map((each) => [each.step, each])).values()];
}

/** Those of them that hold at a moment. */
export function standingWaivers(
  all: readonly NotedWaiver[],
  { candidate, now }: { readonly candidate: number; readonly now: Instant },
): readonly NotedWaiver[] {
  return keptWaivers(
    all.filter(({ until }) => now < until),
    candidate,
  );
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

/** The same with what is waived, for those who only hear of the release. */
export function waiverLine(waiver: Waiver): Prose {
  return say`${code(waiver.step)} ${waiverProse(waiver)}`;
}

/** Who lets it go on, until when, and why. */
export function waiverProse({ by, until, reason }: Waiver): Prose {
  return say`waived by ${person(by.login)} until ${{ words: clock(until) }}: “${reason}”`;
}
