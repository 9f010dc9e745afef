import { type Outcome, outcomeOf } from '../../../src/adapters/queue/perform.ts';
import type { Duration } from '../../../src/domain/time.ts';
import type { JobKind, Queue, QueueSize, Work } from '../../../src/plugin/queue.ts';
import type { Timeline } from '../timeline.ts';
import type { Job, MemoryJobs } from './jobs.ts';

const KINDS: readonly JobKind[] = ['delivery', 'release', 'site'];

/** How many jobs of a kind one process works at, at the same time. */
const WORKERS = { delivery: 2, release: 4, site: 1 } as const;

/** A job is begun so often; what fails then has failed for the last time. */
const TRIES = 6;

const NEVER_ENDED = new Error('it was begun again and again, and never came to an end');

interface Options {
  readonly timeline: Timeline;
  /** How long it takes until a job is looked for that can be begun; none where it is not said. */
  readonly latency?: () => Duration;
}

/** The queue of one process, on jobs that several processes share; it behaves as the real one does. */
export class MemoryQueue implements Queue {
  readonly #jobs: MemoryJobs;
  readonly #timeline: Timeline;
  readonly #latency: () => Duration;
  readonly #running = new Map<Job, Promise<void>>();
  readonly #look = () => this.#lookSoon();
  #work: Work | undefined;
  #isDead = false;
  #isLooking = false;

  constructor(jobs: MemoryJobs, { timeline, latency = () => 0 }: Options) {
    this.#jobs = jobs;
    this.#timeline = timeline;
    this.#latency = latency;
  }

  async wake(kind: JobKind, id: string, delay: Duration = 0): Promise<void> {
    if (this.#isDead) return forever();
    this.#jobs.send(kind, id, delay);
  }

  async start(work: Work): Promise<void> {
    if (this.#isDead) return forever();
    this.#work = work;
    this.#jobs.onReady(this.#look);
    this.#lookSoon();
  }

  async stop(): Promise<void> {
    this.#rest();
    await Promise.all(this.#running.values());
  }

  async size(): Promise<QueueSize> {
    return this.#isDead ? forever() : this.#jobs.size();
  }

  /** The process dies: what it worked at is taken up elsewhere after a while, and nothing it does counts. */
  kill(): void {
    this.#isDead = true;
    this.#rest();
    for (const job of this.#running.keys()) this.#jobs.abandon(job);
    this.#running.clear();
  }

  /** The process sleeps: what it works at is taken up elsewhere after a while, and it does not know. */
  silence(): void {
    for (const job of this.#running.keys()) this.#jobs.abandon(job);
  }

  #rest(): void {
    this.#work = undefined;
    this.#jobs.offReady(this.#look);
  }

  #lookSoon(): void {
    if (this.#isLooking || this.#work === undefined) return;
    this.#isLooking = true;
    this.#timeline.at(this.#timeline.now + this.#latency(), () => {
      this.#isLooking = false;
      for (const kind of KINDS) this.#fill(kind);
    });
  }

  #fill(kind: JobKind): void {
    const busy = () => [...this.#running.keys()].filter((job) => job.kind === kind).length;
    while (this.#work !== undefined && busy() < WORKERS[kind]) {
      const job = this.#jobs.take(kind);
      if (job === undefined) return;
      const work = this.#work;
      // Whoever dies in the first breath of a job has begun it all the same.
      this.#running.set(
        job,
        Promise.resolve().then(() => this.#perform(job, work)),
      );
    }
  }

  async #perform(job: Job, work: Work): Promise<void> {
    const { isDone } = await this.#attempt(job, work);
    if (this.#isDead) return;
    this.#running.delete(job);
    if (isDone) this.#jobs.complete(job);
    else this.#jobs.fail(job);
    this.#lookSoon();
  }

  /** Does a job; what fails for the last time, or nobody lived to end so often, is given up. */
  async #attempt({ kind, about: id, begun }: Job, work: Work): Promise<Outcome> {
    const outcome: Outcome =
      begun > TRIES ? { isDone: false, error: NEVER_ENDED } : await outcomeOf(() => work[kind](id));
    if (outcome.isDone || begun < TRIES || this.#isDead) return outcome;
    // Where even that fails, whoever takes it up next gives it up again.
    return outcomeOf(() => work.givenUp({ kind, id, error: outcome.error }));
  }
}

/** A queue in memory, for one process of a simulation. */
export function memoryQueue(jobs: MemoryJobs, options: Options): MemoryQueue {
  return new MemoryQueue(jobs, options);
}

/** What a dead process waits for. */
function forever(): Promise<never> {
  return new Promise(() => {});
}
