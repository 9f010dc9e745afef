import type { Report } from './crew.ts';
import { FAULTS } from './faults.ts';

/** What many runs came to. */
export interface Totals {
  readonly seeds: number;
  readonly released: number;
  readonly steps: number;
  /** Virtual hours. */
  readonly hours: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly kills: number;
  readonly violations: readonly {
    readonly seed: number;
    readonly rule: string;
    readonly words: string;
  }[];
  readonly replays: number;
  readonly sameReplays: number;
}

export function totalsOf(reports: readonly Report[]): Totals {
  const faults = new Map<string, number>(Object.keys(FAULTS).map((name) => [name, 0]));
  for (const report of reports)
    for (const [name, count] of Object.entries(report.faults))
      faults.set(name, (faults.get(name) ?? 0) + count);
  const again = reports.flatMap(({ isSameAgain }) => isSameAgain ?? []);
  return {
    seeds: reports.length,
    released: reports.filter(({ isReleased }) => isReleased).length,
    steps: sum(reports.map(({ steps }) => steps)),
    hours: sum(reports.map(({ lasted }) => lasted)) / 3_600_000,
    faults,
    kills: sum([...faults].flatMap(([name, count]) => (name.startsWith('killed') ? count : []))),
    violations: reports.flatMap(({ seed, violations }) =>
      violations.map(({ rule, words }) => ({ seed, rule, words })),
    ),
    replays: again.length,
    sameReplays: again.filter(Boolean).length,
  };
}

/** One broken promise in a line. */
export function violation(seed: number, rule: string, words: string): string {
  return `VIOLATION seed ${seed}: ${rule}: ${words}`;
}

/** For people; the last line holds the totals. */
export function formatTotals(totals: Totals, seconds: number): string {
  const { seeds, released, steps, hours, faults, kills, violations, replays, sameReplays } = totals;
  const never = [...faults].flatMap(([name, count]) => (count === 0 ? name : []));
  return [
    ...[...faults].map(([name, count]) => `${name.padEnd(18)} ${count}`),
    ...(never.length === 0 ? [] : [`never happened: ${never.join(', ')}`]),
    `${released} of ${seeds} came to be released; the others were attacked, and stopped`,
    `${replays} runs were played twice, ${sameReplays} were the same to the last step`,
    ...violations.slice(0, 50).map(({ seed, rule, words }) => violation(seed, rule, words)),
    `seeds ${seeds} · steps ${steps} · virtual hours ${Math.round(hours)} · faults ${sum([...faults.values()])} · kills ${kills} · violations ${violations.length} · ${Math.round(seconds)} s`,
  ].join('\n');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
