/** Lets one piece of work run at a time, in the order in which they asked. Never take it twice. */
export class Lock {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    // Whoever waits next does not care how this work ended; its own caller does.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
