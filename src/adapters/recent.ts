/**
 * A memory with limited room: when it is full, what was used longest ago is
 * forgotten first. What weighs more than the whole room is not kept at all.
 */
export class Recent<V> {
  readonly #room: number;
  readonly #kept = new Map<string, { readonly value: V; readonly weight: number }>();
  #weight = 0;

  /** @param room how much may be kept: a number of things, or the sum of what they weigh. */
  constructor(room: number) {
    this.#room = room;
  }

  get(key: string): V | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    // A map lists what was put in last at its end.
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  set(key: string, value: V, weight = 1): void {
    this.delete(key);
    if (weight > this.#room) return;
    this.#kept.set(key, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#room) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0;
    this.#kept.delete(key);
  }
}

interface Question<T> {
  ask(): Promise<T>;
  /** How much room the answer takes; 1 where it is not said. */
  weight?(answer: T): number;
}

/** Asks once and remembers the answer while there is room; a failure is forgotten. */
export function once<T>(
  known: Recent<Promise<T>>,
  key: string,
  { ask, weight }: Question<T>,
): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const answer = ask();
  known.set(key, answer);
  answer.then(
    (found) => known.set(key, answer, weight?.(found)),
    () => known.delete(key),
  );
  return answer;
}
