import type { Duration } from '../domain/time.ts';

/** What a queue calls for each job. A call that fails is made again later, a few times. */
export interface Work {
  /** Read a delivery and find out whom it concerns. */
  delivery(id: string): Promise<void>;
  /** Look at a release. Never called for the same release twice at a time. */
  release(id: string): Promise<void>;
  /** Look at what a repository was asked outside of releases, likewise. */
  site(id: string): Promise<void>;
  /** A job has failed for the last time; it is not called for again by itself. */
  givenUp(job: GivenUp): Promise<void>;
}

/** What a job is about. */
export type JobKind = 'delivery' | 'release' | 'site';

export interface GivenUp {
  readonly kind: JobKind;
  readonly id: string;
  /** What was thrown the last time. */
  readonly error: unknown;
}

/** Jobs that outlive the process. A job is a wake and carries nothing but an id. */
export interface Queue {
  /**
   * Look at it soon, or after a while; wakes that wait already are not doubled. A
   * delivery brings its first wake along when it is accepted.
   */
  wake(kind: JobKind, id: string, delay?: Duration): Promise<void>;
  start(work: Work): Promise<void>;
  /** Lets what runs come to its end, then takes no more. */
  stop(): Promise<void>;
  size(): Promise<QueueSize>;
}

export interface QueueSize {
  readonly waiting: number;
  readonly active: number;
  /** How long the job has waited that waits longest beyond its time; 0 where none does. */
  readonly oldest: Duration;
}
