import type { Instant } from '../../domain/time.ts';

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
  /** Undefined where it was never accepted, or its body is forgotten. */
  read(id: string): Promise<Delivery | undefined>;
  /** Marks it as read; its body may be forgotten from then on. */
  done(id: string): Promise<void>;
  /** Which of these were never accepted. */
  missing(ids: readonly string[]): Promise<readonly string[]>;
  /** When the newest was accepted, by the store's clock; undefined before the first. */
  newest(): Promise<Instant | undefined>;
  /** Notes that it cannot be read, and why; its body is kept for people to look at. */
  setAside(id: string, reason: string): Promise<void>;
  /** What was set aside and not read since, newest first, a hundred at most. */
  aside(): Promise<readonly AsideDelivery[]>;
  /** Forgets bodies that were read before then; their ids stay, so that they are known again. @returns how many. */
  forgetBodies(readBefore: Instant): Promise<number>;
}

/** A delivery that failed again and again. */
export interface AsideDelivery {
  readonly id: string;
  readonly event: string;
  readonly at: Instant;
  readonly reason: string;
}
