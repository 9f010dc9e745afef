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

const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z$/;

/**
 * The moment that people mean: `2026-12-04` (the end of that day), `2026-12-04T17:00Z`,
 * or `3d` after `from`, always in UTC; undefined for anything else, and for days that
 * there are not.
 */
export function readMoment(text: string, from: Instant): Instant | undefined {
  const duration = parseDuration(text);
  if (duration !== undefined) return after(from, duration);
  if (DAY.test(text)) {
    const midnight = existing(`${text}T00:00Z`);
    return midnight === undefined ? undefined : after(midnight, UNITS.d);
  }
  return MOMENT.test(text) ? existing(text) : undefined;
}

/** Some engines take the 31st of February for a day in March. */
function existing(text: string): Instant | undefined {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  const instant = new Date(time).toISOString();
  return instant.startsWith(text.slice(0, 16)) ? instant : undefined;
}

/** Reads `90s`, `30m`, `72h` or `7d`; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const [, count, unit] = DURATION.exec(text) ?? [];
  if (count === undefined || !isUnit(unit)) return undefined;
  return Number(count) * UNITS[unit];
}

/** A moment of these weeks, as people read it: `04 May 09:12 UTC`. */
export function clock(instant: Instant): string {
  const [, month = '', day = '', time = ''] =
    /^\d{4}-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(instant) ?? [];
  const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  return `${day} ${names[Number(month) - 1] ?? month} ${time} UTC`;
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
