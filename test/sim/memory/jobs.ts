import type { Duration } from '../../../src/domain/time.ts';
import type { JobKind, QueueSize } from '../../../src/plugin/queue.ts';
import type { Timeline } from '../timeline.ts';

/** How long a worker may be silent before it counts as dead. */
const HEARTBEAT = 30_000;

/** Retries wait twice as long each time, up to this. */
const LONGEST_DELAY = 60_000;

const STATES = ['created', 'retry', 'active'] as const;

/** A job as it is kept: its place in the map is the order in which jobs were sent. */
export interface Job {
  readonly id: number;
  readonly kind: JobKind;
  readonly about: string;
  readonly state: (typeof STATES)[number];
  /** Not to be begun before, in milliseconds since 1970. */
  readonly startAfter: number;
  /** How often it was begun. */
  readonly begun: number;
}

/** The jobs at one moment. */
export type JobsSnapshot = ReadonlyMap<number, Job>;

/** Jobs that outlive the processes; the queues of several processes work on the same ones. */
export class MemoryJobs {
  readonly #timeline: Timeline;
  readonly #rows = new Map<number, Job>();
  /** Which job of a kind and subject is in which state: there is one of each at most. */
  readonly #slots = new Map<string, number>();
  /** What somebody works at, by job; this is known to the processes, and not stored. */
  readonly #claims = new Map<number, number>();
  readonly #listeners = new Set<() => void>();
  #last = 0;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  /** @returns false where one like it waits to be begun already. */
  send(kind: JobKind, about: string, delay: Duration = 0): boolean {
    if (this.#slots.has(slotOf({ kind, about }, 'created'))) return false;
    this.#last += 1;
    const startAfter = this.#timeline.now + delay;
    this.#put({ id: this.#last, kind, about, state: 'created', startAfter, begun: 0 });
    if (delay > 0) this.#announceAt(startAfter);
    else this.#announce();
    return true;
  }

  /** Whether there is a job like it that has not come to its end. */
  isOpen(kind: JobKind, about: string): boolean {
    return STATES.some((state) => this.#slots.has(slotOf({ kind, about }, state)));
  }

  /** Begins the oldest job that may be begun now. */
  take(kind: JobKind): Job | undefined {
    for (const row of this.#rows.values()) {
      const isReady = row.state !== 'active' && row.startAfter <= this.#timeline.now;
      if (row.kind !== kind || !isReady || this.#slots.has(slotOf(row, 'active'))) continue;
      const job: Job = { ...row, state: 'active', begun: row.begun + 1 };
      this.#put(job);
      this.#claims.set(job.id, job.begun);
      return job;
    }
    return undefined;
  }

  complete(job: Job): void {
    this.#claims.delete(job.id);
    if (!this.#isCurrent(job)) return;
    this.#drop(job);
    this.#announce();
  }

  /** Tries it again later; where one like it waits for that already, once is enough. */
  fail(job: Job): void {
    this.#claims.delete(job.id);
    if (this.#isCurrent(job)) this.#retry(job);
  }

  /** Nobody works at it any more, and nobody knows yet. */
  abandon(job: Job): void {
    this.#claims.delete(job.id);
    this.#expire(job);
  }

  size(): QueueSize {
    const rows = [...this.#rows.values()];
    const waiting = rows.filter(({ state }) => state !== 'active');
    return {
      waiting: waiting.length,
      active: rows.length - waiting.length,
      oldest: Math.max(0, ...waiting.map(({ startAfter }) => this.#timeline.now - startAfter)),
    };
  }

  /** Calls back when a job may be begun that could not be before. */
  onReady(call: () => void): void {
    this.#listeners.add(call);
  }

  offReady(call: () => void): void {
    this.#listeners.delete(call);
  }

  snapshot(): JobsSnapshot {
    return new Map(this.#rows);
  }

  restore(snapshot: JobsSnapshot): void {
    this.#rows.clear();
    this.#slots.clear();
    for (const job of snapshot.values()) {
      this.#put(job);
      if (job.state === 'active') this.#expire(job);
      else this.#announceAt(job.startAfter);
    }
  }

  #retry(job: Job): void {
    const delay = Math.min(1000 * 2 ** (job.begun - 1), LONGEST_DELAY);
    const startAfter = this.#timeline.now + delay;
    if (this.#slots.has(slotOf(job, 'retry'))) this.#drop(job);
    else this.#put({ ...job, state: 'retry', startAfter });
    this.#announceAt(startAfter);
    this.#announce();
  }

  #expire(job: Job): void {
    this.#timeline.at(this.#timeline.now + HEARTBEAT, () => {
      if (this.#isCurrent(job) && this.#claims.get(job.id) !== job.begun) this.#retry(job);
    });
  }

  /** Whether it is still the attempt that it was. */
  #isCurrent({ id, begun }: Job): boolean {
    const row = this.#rows.get(id);
    return row?.state === 'active' && row.begun === begun;
  }

  #put(job: Job): void {
    const before = this.#rows.get(job.id);
    if (before !== undefined) this.#slots.delete(slotOf(before, before.state));
    this.#rows.set(job.id, job);
    this.#slots.set(slotOf(job, job.state), job.id);
  }

  #drop(job: Job): void {
    this.#rows.delete(job.id);
    this.#slots.delete(slotOf(job, 'active'));
  }

  #announceAt(moment: number): void {
    this.#timeline.at(Math.max(moment, this.#timeline.now), () => this.#announce());
  }

  #announce(): void {
    for (const call of [...this.#listeners]) call();
  }
}

/** Jobs in memory that last as long as the world of a simulation. */
export function memoryJobs(timeline: Timeline): MemoryJobs {
  return new MemoryJobs(timeline);
}

function slotOf({ kind, about }: Pick<Job, 'kind' | 'about'>, state: Job['state']): string {
  return `${kind}/${state}/${about}`;
}
