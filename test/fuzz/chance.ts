/** Chance that repeats itself: the same seed throws the same dice. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    // A Weyl sequence, scrambled by the finalizer of MurmurHash3.
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % end;
  }

  /** @throws RangeError where there is nothing to choose from. */
  pick<Item>(items: readonly Item[]): Item {
    const index = this.below(Math.max(1, items.length));
    const found = items[index];
    if (found === undefined) throw new RangeError('there is nothing to choose from');
    return found;
  }
}
