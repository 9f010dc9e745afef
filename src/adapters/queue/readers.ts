import { messageOf } from '../../domain/errors.ts';
import type { Duration } from '../../domain/time.ts';
import type { Log } from '../../plugin/log.ts';
import { systemClock } from '../clock.ts';
import type { Perform } from './perform.ts';
import type { Claim, Reading } from './reading.ts';

/** How many deliveries one process reads at the same time. */
const READERS = 4;

/** How often it is looked for what nobody in this process announces: retries, and what other replicas accept. */
const POLL: Duration = 500;

/** How often those who read say so. */
const SIGN_OF_LIFE: Duration = 10_000;

/** How often it is looked for readers that have died. */
const SEARCH: Duration = 5_000;

/** Those who read deliveries in this process. */
export class Readers {
  readonly #reading: Reading;
  readonly #log: Log;
  readonly #running = new Map<Claim, Promise<void>>();
  /** What is noted as read while its reader has not come to his end. */
  readonly #finished = new Set<string>();
  #perform: Perform | undefined;
  #timers: readonly { stop(): Promise<void> }[] = [];
  #taking: Promise<void> | undefined;
  #isTaking = false;
  #isAsked = false;
  #isCutOff = false;

  constructor(reading: Reading, log: Log) {
    this.#reading = reading;
    this.#log = log;
  }

  start(perform: Perform): void {
    this.#perform = perform;
    this.#timers = [
      systemClock.every(POLL, async () => this.look()),
      systemClock.every(SEARCH, () => this.#attempt(() => this.#reading.takeFromTheDead())),
      systemClock.every(SIGN_OF_LIFE, () => this.#attempt(() => this.#keep())),
    ];
  }

  /** There may be something to read. Costs nothing where nobody has time for it. */
  look(): void {
    this.#isAsked = true;
    if (!this.#isTaking) this.#taking = this.#take();
  }

  /** It was read: nothing has to be said of it any more. */
  forget(id: string): void {
    if ([...this.#running.keys()].some((claim) => claim.id === id)) this.#finished.add(id);
  }

  /** What is being read is read to its end. */
  async stop(): Promise<void> {
    this.#perform = undefined;
    await this.#taking;
    await Promise.all(this.#running.values());
    await this.leave();
  }

  /** Looks for nothing any more, and waits for nobody: what is being read is taken up elsewhere. */
  async leave(): Promise<void> {
    this.#perform = undefined;
    const timers = this.#timers;
    this.#timers = [];
    await Promise.all(timers.map((timer) => timer.stop()));
  }

  async #take(): Promise<void> {
    this.#isTaking = true;
    while (this.#isAsked && this.#perform !== undefined && this.#running.size < READERS) {
      this.#isAsked = false;
      await this.#attempt(() => this.#takeSome());
    }
    this.#isTaking = false;
  }

  async #takeSome(perform = this.#perform): Promise<void> {
    if (perform === undefined) return;
    for (const claim of await this.#reading.claim(READERS - this.#running.size))
      this.#running.set(claim, this.#read(claim, perform));
  }

  async #read(claim: Claim, perform: Perform): Promise<void> {
    await this.#attempt(async () => {
      const { id, tries } = claim;
      const { as } = await perform({ kind: 'delivery', id, tries });
      // Its claim has ended with it.
      if (this.#finished.delete(id)) return;
      const isOver = as === 'done' || as === 'given-up';
      await (isOver ? this.#reading.release(claim) : this.#reading.tryAgain(claim));
    });
    this.#running.delete(claim);
    this.look();
  }

  async #keep(): Promise<void> {
    if (this.#running.size > 0) await this.#reading.keep([...this.#running.keys()]);
  }

  /** A database that cannot be reached is asked again soon; of a whole outage is told once. */
  async #attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      this.#isCutOff = false;
    } catch (error) {
      if (!this.#isCutOff) this.#log.error('queue', { error: messageOf(error) });
      this.#isCutOff = true;
    }
  }
}
