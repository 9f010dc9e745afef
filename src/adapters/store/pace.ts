import type { Duration } from '../../domain/time.ts';
import type { Pace } from '../../plugin/budgets.ts';

/** What is remembered of a stream of requests, in milliseconds since 1970. */
export interface Stream {
  /** When the next request would be due if all came at their pace; earlier ones use up the burst. */
  readonly arrival: number;
  readonly closedUntil: number;
}

/** How many milliseconds it takes until every stream has a place; 0: each has one now. */
export function waitFor(
  paces: readonly Pace[],
  streams: ReadonlyMap<string, Stream>,
  now: number,
): Duration {
  const waits = paces.map(({ key, every, burst }) => {
    const { arrival = now, closedUntil = now } = streams.get(key) ?? {};
    return Math.max(arrival - every * (burst - 1), closedUntil) - now;
  });
  return Math.ceil(Math.max(0, ...waits));
}

/** When the next request is due after one has taken its place now. */
export function arrivalAfter({ every }: Pace, stream: Stream | undefined, now: number): number {
  return Math.max(stream?.arrival ?? now, now) + every;
}
