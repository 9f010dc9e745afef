import type { ReleasePlan } from './release-plan.ts';

/** Old reads of the list are over by then. */
const AFTER = 3000;

/**
 * Whose promotion is underway. Two pull requests that add to the same place of the
 * list would conflict, which is for people to mend and no matter of this run.
 */
export class Turn {
  #holder: ReleasePlan | undefined;
  readonly #complain: (words: string) => void;

  constructor(complain: (words: string) => void) {
    this.#complain = complain;
  }

  /** @returns whether it is this one's turn now. */
  take(plan: ReleasePlan): boolean {
    this.#holder ??= plan;
    return this.#holder === plan;
  }

  /** Lets the next one have its turn, a while after. */
  release(plan: ReleasePlan): void {
    if (this.#holder !== plan) return;
    setTimeout(() => {
      if (this.#holder === plan) this.#holder = undefined;
    }, AFTER).unref();
  }

  /** What people could not do. */
  complain(words: string): void {
    this.#complain(words);
  }
}
