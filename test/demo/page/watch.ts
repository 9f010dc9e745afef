import type { Stage } from '../../stage/stage.ts';
import type { Levers } from './levers.ts';
import { type Looked, lookAround, type Sight } from './sight.ts';

/** Between two looks while something goes on, and while nothing seems to, in milliseconds. */
const BRISK = 200;
const CALM = 1000;
/** How long nothing may have changed until the machines count as done with what they were given. */
const QUIET = 700;
/** The same where they do not come to rest, since they wait for something and keep looking. */
const LONG_QUIET = 4000;

type Listener = (now: Sight, before: Sight) => void;

/**
 * Keeps looking at the stage, and tells when something has changed. The forge
 * says so itself; registries and machines are looked at again and again.
 */
export class Watch {
  readonly #stage: Stage;
  readonly #levers: Levers;
  readonly #listeners = new Set<Listener>();
  readonly #stopListening: () => void;
  #sight: Sight;
  #changedAt = performance.now();
  /** Whether machines still have to come to rest after the last change. */
  #isUnsettled = true;
  /** How many acts are under way. */
  #acts = 0;
  #isStopped = false;
  #wake: () => void = () => undefined;
  #isDue = false;

  /** Use `Watch.open`. */
  constructor(stage: Stage, levers: Levers, first: Looked) {
    this.#stage = stage;
    this.#levers = levers;
    this.#sight = { ...first, isWorking: true };
    this.#stopListening = stage.forge.onChange(() => this.refresh());
  }

  /** Looks for the first time. */
  static async open(stage: Stage, levers: Levers): Promise<Watch> {
    return new Watch(stage, levers, await lookAround(stage, levers));
  }

  /** What was seen last. */
  get sight(): Sight {
    return this.#sight;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks on until `stop`. Rejects when the stage cannot be looked at any more. */
  async run(): Promise<void> {
    while (!this.#isStopped) {
      this.#isDue = false;
      this.#take(await lookAround(this.#stage, this.#levers), await this.#isAtRest());
      await this.#pause();
    }
  }

  /** Something is done: from its beginning the machines count as at work, until they come to rest. */
  async during<Result>(act: () => Promise<Result>): Promise<Result> {
    this.#acts += 1;
    this.#unsettle();
    this.#see({ ...this.#sight, isWorking: true });
    try {
      return await act();
    } finally {
      this.#acts -= 1;
      this.#unsettle();
      this.refresh();
    }
  }

  /** Looks again soon. */
  refresh(): void {
    this.#isDue = true;
    this.#wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopListening();
    this.#wake();
  }

  #take(looked: Looked, isAtRest: boolean): void {
    const { isWorking: _, ...known } = this.#sight;
    // Whatever changed, somebody with a shell may have done it: machines go on from there.
    if (JSON.stringify(known) !== JSON.stringify(looked)) this.#unsettle();
    const quiet = performance.now() - this.#changedAt;
    if (this.#acts === 0 && quiet > (isAtRest ? QUIET : LONG_QUIET)) this.#isUnsettled = false;
    this.#see({ ...looked, isWorking: this.#isUnsettled });
  }

  #unsettle(): void {
    this.#isUnsettled = true;
    this.#changedAt = performance.now();
  }

  #see(now: Sight): void {
    const before = this.#sight;
    if (JSON.stringify(before) === JSON.stringify(now)) return;
    this.#sight = now;
    for (const listener of this.#listeners) listener(now, before);
  }

  /** While Ringmaster restarts it answers nobody, and is not at rest. */
  async #isAtRest(): Promise<boolean> {
    if (!this.#isUnsettled) return true;
    await this.#stage.forge.settled();
    return this.#stage
      .ringmaster()
      .isIdle()
      .catch(() => false);
  }

  /** Waits for news, though never for less than the eye needs. */
  async #pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, BRISK));
    if (this.#isDue || this.#isStopped || this.#isUnsettled) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, CALM);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}
