/** What is asked of a vote. */
export interface Policy {
  /**
   * `release`: three binding +1 at least, and more of them than of -1; nobody has a veto.
   * `procedural`: more binding +1 than -1, however few.
   */
  readonly kind: 'release' | 'procedural';
  /** How long it stays open at least, in hours; 0 where it only waits for votes. */
  readonly minHours: number;
  /** A project may ask for more than three; less is never enough for a release. */
  readonly minBinding: number;
}

/** Times are milliseconds since 1970. */
export interface Window {
  readonly start: number;
  readonly now: number;
  /** Until when it was extended, where it was; it never ends earlier for that. */
  readonly extendedTo?: number | undefined;
}

export interface Count {
  readonly plus: number;
  readonly minus: number;
  readonly zero: number;
}

/** `needs-review`: it depends on votes of which nobody knows yet what they are. */
export type Outcome = 'passed' | 'failed' | 'open' | 'needs-review';

const FEWEST_FOR_RELEASE = 3;
const HOUR = 3_600_000;

/** When votes may be counted at the earliest. */
export function endOf({ minHours }: Policy, { start, extendedTo }: Window): number {
  return Math.max(start + minHours * HOUR, extendedTo ?? start);
}

/** How long it stays open, in hours; 0 when it may be closed. */
export function hoursLeft(policy: Policy, window: Window): number {
  const left = endOf(policy, window) - window.now;
  // What cannot be reckoned stays open.
  return left <= 0 ? 0 : left / HOUR;
}

/** Whether the binding votes approve, by Apache's “majority approval”, or by simple majority. */
export function isApproved(
  { plus, minus }: Pick<Count, 'plus' | 'minus'>,
  policy: Policy,
): boolean {
  const fewest = policy.kind === 'release' ? Math.max(FEWEST_FOR_RELEASE, policy.minBinding) : 1;
  return plus >= fewest && plus > minus;
}

/**
 * What became of a vote.
 * @param unclear how many binding voters have said something that is not counted yet
 */
export function outcomeOf(
  binding: Count,
  unclear: number,
  policy: Policy,
  window: Window,
): Outcome {
  if (hoursLeft(policy, window) > 0) return 'open';
  const worst = isApproved({ plus: binding.plus, minus: binding.minus + unclear }, policy);
  if (worst) return 'passed';
  if (isApproved({ plus: binding.plus + unclear, minus: binding.minus }, policy))
    return 'needs-review';
  return policy.minHours === 0 && endOf(policy, window) <= window.start ? 'open' : 'failed';
}
