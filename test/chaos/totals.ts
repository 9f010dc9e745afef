import type { ChaosTotals } from './chaos.ts';

/** A run in one line. */
export function totalsLine(totals: ChaosTotals): string {
  const { kills, webhooks, undelivered, releases, effects, retried, duplicates, mishaps } = totals;
  const wrong = [...mishaps.values()].reduce((sum, count) => sum + count, 0);
  return [
    `${kills} kills`,
    `${wrong} other mishaps`,
    `${webhooks} webhooks (${undelivered} not delivered)`,
    `${releases} releases`,
    `${effects} effects (${retried} retried)`,
    `${duplicates} duplicates`,
    `${totals.violations.length} violations`,
  ].join(', ');
}
