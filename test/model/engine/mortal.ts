import type { Pass } from './doors.ts';

/** Thrown by every door of a process that was killed. */
export class Killed extends Error {}

/**
 * How long a process has to live, in calls to the outside and the store. The last
 * call may still have its effect, although nobody learns of it.
 */
export class Life {
  left = Number.POSITIVE_INFINITY;
  isLastCallMade = false;

  get isOver(): boolean {
    return this.left <= 0;
  }

  /** Makes a call, if the process lives long enough. */
  readonly spend: Pass = async (call) => {
    if (this.isOver) throw new Killed();
    this.left -= 1;
    if (!this.isOver) return call();
    if (this.isLastCallMade) await call();
    throw new Killed();
  };
}
