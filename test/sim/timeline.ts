/** Virtual time: nothing passes between two moments, and what is due runs in order. */
export interface Timeline {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Runs something at a moment, never before what is due earlier. */
  at(moment: number, run: () => void): { cancel(): void };
}
