/** A moment in UTC as ISO 8601 with milliseconds, `2026-05-04T09:12:00.000Z`: it sorts as text. */
export type Instant = string;

/** Milliseconds. */
export type Duration = number;

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^([1-9]\d{0,4})\s?(ms|[smhd])$/;

/** The moment that lies `duration` after another one. */
export function after(instant: Instant, duration: Duration): Instant {
  return new Date(Date.parse(instant) + duration).toISOString();
}

/** How long it is from one moment to the next; negative where `until` lies before `from`. */
export function between(from: Instant, until: Instant): Duration {
  return Date.parse(until) - Date.parse(from);
}

/** Any ISO 8601 moment, such as GitHub's without milliseconds, in the one form that sorts. */
export function toInstant(text: string): Instant {
  return new Date(text).toISOString();
}

/** Reads `90s`, `30m`, `72h` or `7d`; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const [, count, unit] = DURATION.exec(text) ?? [];
  if (count === undefined || !isUnit(unit)) return undefined;
  return Number(count) * UNITS[unit];
}

/** The two largest units that say something: `4 d 4 h`, `41 min`, `12 s`. */
export function formatDuration(duration: Duration): string {
  const seconds = Math.max(0, Math.floor(duration / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

function isUnit(unit: string | undefined): unit is keyof typeof UNITS {
  return unit !== undefined && unit in UNITS;
}
