import { arrivalAfter, waitFor } from '../../../src/adapters/store/pace.ts';
import type { Budgets } from '../../../src/plugin/budgets.ts';
import type { Gaps } from '../../../src/plugin/store.ts';
import type { Held } from './held.ts';

export function memoryBudgets(held: Held): Budgets {
  return {
    async take(paces) {
      const { timeline, tables } = held;
      const wait = waitFor(paces, tables.budgets, timeline.now);
      if (wait > 0) return wait;
      for (const pace of paces) {
        const before = tables.budgets.get(pace.key);
        const arrival = arrivalAfter(pace, before, timeline.now);
        tables.budgets.set(pace.key, { arrival, closedUntil: before?.closedUntil ?? 0 });
      }
      return 0;
    },

    async close(key, duration) {
      const { arrival = 0, closedUntil = 0 } = held.tables.budgets.get(key) ?? {};
      const until = Math.max(closedUntil, held.timeline.now + duration);
      held.tables.budgets.set(key, { arrival, closedUntil: until });
    },
  };
}

export function memoryGaps(held: Held): Gaps {
  return {
    async all() {
      return [...held.tables.gaps.values()].toSorted((a, b) =>
        `${a.noticed} ${a.from}` < `${b.noticed} ${b.from}` ? -1 : 1,
      );
    },

    async add({ from, noticed }) {
      held.tables.gaps.set(`${noticed} ${from}`, { from, noticed });
    },
  };
}
