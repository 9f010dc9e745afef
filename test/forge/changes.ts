/** Tells listeners that something has changed, once for everything that changes at a time. */
export class Changes {
  readonly #listeners = new Set<() => void>();
  #isDue = false;

  /** Calls a listener after every change from now on; the answer takes it away again. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  note(): void {
    if (this.#isDue || this.#listeners.size === 0) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
