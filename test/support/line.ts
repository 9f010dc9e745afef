import { systemClock } from '../../src/adapters/clock.ts';
import { createGovernor } from '../../src/adapters/github/governor.ts';
import type { Line } from '../../src/adapters/github/octokit/caller.ts';
import { SILENT_METER } from './meter.ts';

/** A way to a GitHub on which nobody has to wait: for tests that are not about its limits. */
export function lineTo(baseUrl: string): Line {
  const clock = { now: systemClock.now, sleep: async () => {} };
  const budgets = { take: async () => 0, close: async () => {} };
  return { baseUrl, clock, governor: createGovernor({ budgets, clock, meter: SILENT_METER }) };
}
