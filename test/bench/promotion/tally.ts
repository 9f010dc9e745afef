/** Counts what goes through a lag. Bytes are those of bodies. */
export class Tally {
  requests = 0;
  bytes = 0;
  /** By how many milliseconds more the answers would have come at full latency. */
  more = 0;
  #underway = 0;
  #slowest = 0;

  /** Counts from here. */
  begin(): void {
    [this.requests, this.bytes, this.more] = [0, 0, 0];
  }

  arrived(): void {
    this.#underway += 1;
  }

  /** Of requests that are underway together only the slowest is waited for. */
  answered({ bytes, more }: { readonly bytes: number; readonly more: number }): void {
    this.requests += 1;
    this.bytes += bytes;
    this.#slowest = Math.max(this.#slowest, more);
    this.#underway -= 1;
    if (this.#underway > 0) return;
    this.more += this.#slowest;
    this.#slowest = 0;
  }
}
