import type { Address } from './address.ts';
import type { Prose } from './prose.ts';
import type { Exhibit } from './verdict.ts';

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
