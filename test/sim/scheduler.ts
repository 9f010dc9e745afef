import type { Timeline } from './timeline.ts';

interface Event {
  readonly moment: number;
  /** Of events at one moment the earlier planned comes first. */
  readonly order: number;
  run: (() => void) | undefined;
}

/**
 * The one clock and the one thread of a simulated world. Between two events every
 * promise that can go on does so, so that one seed is one run.
 */
export class Scheduler implements Timeline {
  now: number;
  #order = 0;
  readonly #heap: Event[] = [];
  /** How many events have run. */
  steps = 0;

  constructor(start: number) {
    this.now = start;
  }

  at(moment: number, run: () => void): { cancel(): void } {
    this.#order += 1;
    const event: Event = { moment: Math.max(moment, this.now), order: this.#order, run };
    push(this.#heap, event);
    return {
      cancel() {
        event.run = undefined;
      },
    };
  }

  /**
   * Runs what is due until a moment, or until `stop` says so.
   * @param after called after every event, when everything has come to rest.
   */
  async runUntil(
    moment: number,
    after: () => void,
    stop: () => boolean = () => false,
  ): Promise<void> {
    await quiet();
    while (!stop()) {
      const [first] = this.#heap;
      if (first === undefined || first.moment > moment) break;
      pop(this.#heap);
      if (first.run === undefined) continue;
      this.now = first.moment;
      this.steps += 1;
      first.run();
      await quiet();
      after();
    }
    if (!stop()) this.now = Math.max(this.now, moment);
  }
}

/** Comes back when no promise can go on any more: Node comes to a next tick only then. */
function quiet(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function isBefore(a: Event, b: Event): boolean {
  return a.moment < b.moment || (a.moment === b.moment && a.order < b.order);
}

function push(heap: Event[], event: Event): void {
  let place = heap.length;
  heap.push(event);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(event, above)) break;
    heap[place] = above;
    heap[parent] = event;
    place = parent;
  }
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  for (let place = 0; ; ) {
    const least = leastChild(heap, place);
    const below = heap[least];
    if (below === undefined || !isBefore(below, last)) return;
    heap[place] = below;
    heap[least] = last;
    place = least;
  }
}

function leastChild(heap: readonly Event[], place: number): number {
  const left = 2 * place + 1;
  const [a, b] = [heap[left], heap[left + 1]];
  return a !== undefined && b !== undefined && isBefore(b, a) ? left + 1 : left;
}
