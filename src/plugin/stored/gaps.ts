import type { Instant } from '../../domain/time.ts';

/** A time of which the store knows less than it once did, because it was restored from a backup. */
export interface Gap {
  /** The newest that is still known from before. */
  readonly from: Instant;
  /** When it was noticed. */
  readonly noticed: Instant;
}

export interface Gaps {
  all(): Promise<readonly Gap[]>;
  add(gap: Gap): Promise<void>;
}
