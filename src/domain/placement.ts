import type { Address } from './address.ts';
import { type Prose, say } from './prose.ts';
import { type Exhibit, fail, needsYou, pass, pending, unable, type Verdict } from './verdict.ts';

/**
 * Where a publication stands, as its publisher finds it by looking.
 *
 * `absent`: nothing is there. `drafted`: prepared, not public yet. `underway`:
 * begun, not through. `same`: there, with what was approved. `different`: there,
 * with something else, which is final and never overwritten. `unknown`: it could
 * not be told.
 */
export type PlacementState = 'absent' | 'drafted' | 'underway' | 'same' | 'different' | 'unknown';

export interface Placement {
  readonly state: PlacementState;
  readonly reason: Prose;
  /** Whether it stands still until a person acts. */
  readonly needsYou?: boolean;
  /** Whether what was begun is held back, so that it cannot go through. */
  readonly held?: boolean;
  /** Whether others hold it, who alone may let it go on. */
  readonly heldByOthers?: boolean;
  readonly evidence?: readonly Exhibit[];
  readonly advice?: readonly Prose[];
  /** Where it can be had once it is there. */
  readonly addresses?: readonly Address[];
}

/** What else was found out about a publication. */
interface Beside {
  /** What the second, unauthenticated look found. */
  readonly proof: Verdict | undefined;
  /** Why it may not become public yet, where somebody must agree who has not. */
  readonly consent: Verdict | undefined;
}

/** What a checklist says of a publication that stands so. */
export function verdictOn(placement: Placement, { proof, consent }: Beside): Verdict {
  const { state, reason, evidence = [], advice = [], addresses = [] } = placement;
  const more = { evidence, advice };
  switch (state) {
    case 'absent':
      return pending(reason, more);
    case 'drafted':
      if (consent === undefined) return pending(reason, more);
      return needsYou(say`${reason} · ${consent.reason}`, {
        evidence: [...evidence, ...(consent.evidence ?? [])],
        advice,
      });
    case 'underway':
      return placement.needsYou === true ? needsYou(reason, more) : pending(reason, more);
    case 'same':
      return { ...(proof ?? pass(reason, more)), addresses };
    case 'different':
      return fail(reason, more);
    case 'unknown':
      return unable(reason, more);
  }
}
