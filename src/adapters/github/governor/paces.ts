import type { Duration } from '../../../domain/time.ts';
import type { Pace } from '../../../plugin/budgets.ts';
import type { Ask, Priority } from './ask.ts';

/** How much of a stream each priority may use up at once; what it leaves is free for those above it. */
type Bursts = Readonly<Record<Priority, number>>;

interface Stream {
  readonly name: string;
  readonly every: Duration;
  readonly bursts: Bursts;
}

// In any stretch of time T at most `burst + T / every` pass, whatever was asked
// before. GitHub counts by stretches whose beginning nobody knows, so that this
// sum must stay below its limit, with some room for requests that were underway.

/** GitHub allows 900 points a minute: 1 for a read, 5 for a write. Here: 100 + 750. */
const POINTS: Stream = {
  name: 'points',
  every: 80,
  bursts: { card: 100, reply: 80, cosmetic: 50 },
};

/** GitHub allows 80 contents a minute. Here: 10 + 67. */
const CONTENT: Stream = {
  name: 'content',
  every: 900,
  bursts: { card: 10, reply: 7, cosmetic: 4 },
};

/** GitHub allows 500 contents an hour. Here: 130 + 360. */
const CONTENT_BY_HOUR: Stream = {
  name: 'content-by-hour',
  every: 10_000,
  bursts: { card: 130, reply: 110, cosmetic: 60 },
};

const WRITE_POINTS = 5;

/** The stream that every request of a scope is part of, so that closing it closes the scope. */
export function streamOfAll(scope: string): string {
  return `${scope}/${POINTS.name}`;
}

/** Whose limits are kept: those that GitHub publishes, or none but what the server asks for in its answers. */
export type Limits = 'github.com' | 'none';

/** So fast that nobody waits; but whoever asks it still learns that it is closed. */
const UNLIMITED = { every: 1, burst: 100_000 };

/** The streams that a request takes its place in. */
export function pacesOf(scope: string, ask: Ask, limits: Limits = 'github.com'): readonly Pace[] {
  if (limits === 'none') return [{ key: streamOfAll(scope), ...UNLIMITED }];
  const creates = ask.creates ?? 0;
  return [
    paceOf(scope, POINTS, { ask, weight: pointsOf(ask) }),
    ...(creates === 0
      ? []
      : [CONTENT, CONTENT_BY_HOUR].map((stream) =>
          paceOf(scope, stream, { ask, weight: creates }),
        )),
  ];
}

/** Whoever counts for several takes the room of several: so much longer, so many fewer at once. */
function paceOf(
  scope: string,
  { name, every, bursts }: Stream,
  { ask, weight }: { readonly ask: Ask; readonly weight: number },
): Pace {
  return {
    key: `${scope}/${name}`,
    every: every * weight,
    burst: bursts[ask.priority] / weight,
  };
}

/** Between two requests like this one on average. */
export function spacingOf(ask: Ask): Duration {
  const creates = ask.creates ?? 0;
  return creates === 0 ? POINTS.every * pointsOf(ask) : CONTENT.every * creates;
}

function pointsOf({ intent }: Ask): number {
  return intent === 'write' ? WRITE_POINTS : 1;
}
