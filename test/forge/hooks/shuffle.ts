/** Holds each webhook back for a while of its own, so that they arrive in another order. */
export class Shuffle {
  readonly #longest: number;
  #state: number;

  /** One seed is one sequence. `longest` is in milliseconds. */
  constructor({ seed, longest = 50 }: { readonly seed: number; readonly longest?: number }) {
    this.#state = seed >>> 0;
    this.#longest = longest;
  }

  /** How long to hold back the next one, in milliseconds, at least 1. */
  delay(): number {
    // A linear congruential generator (Numerical Recipes' constants): plenty for shuffling.
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + Math.floor((this.#state / 2 ** 32) * this.#longest);
  }
}
