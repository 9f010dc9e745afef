import type { Deliveries } from '../../../src/plugin/store.ts';
import { type Held, storeTime } from './held.ts';

/** How many deliveries that were set aside are listed. */
const LISTED = 100;

export function memoryDeliveries(held: Held): Deliveries {
  return {
    async accept({ id, event, body }) {
      const { deliveries } = held.tables;
      const known = deliveries.get(id);
      if (known?.doneAt !== undefined) return 'duplicate';
      if (known === undefined) deliveries.set(id, { id, event, body, receivedAt: storeTime(held) });
      if (held.jobs.isOpen('delivery', id)) return 'duplicate';
      held.jobs.send('delivery', id);
      return known === undefined ? 'new' : 'again';
    },

    async read(id) {
      const { event, body } = held.tables.deliveries.get(id) ?? {};
      return event === undefined || body === undefined ? undefined : { id, event, body };
    },

    async done(id) {
      const known = held.tables.deliveries.get(id);
      if (known !== undefined)
        held.tables.deliveries.set(id, { ...known, doneAt: storeTime(held) });
    },

    async missing(ids) {
      return [...new Set(ids)].filter((id) => !held.tables.deliveries.has(id));
    },

    async newest() {
      let newest: string | undefined;
      for (const { receivedAt } of held.tables.deliveries.values())
        if (newest === undefined || receivedAt > newest) newest = receivedAt;
      return newest;
    },

    async setAside(id, reason) {
      const known = held.tables.deliveries.get(id);
      if (known !== undefined)
        held.tables.deliveries.set(id, { ...known, aside: { at: storeTime(held), reason } });
    },

    async aside() {
      const found = [...held.tables.deliveries.values()].flatMap(({ id, event, aside, doneAt }) =>
        aside === undefined || doneAt !== undefined ? [] : [{ id, event, ...aside }],
      );
      return found.toSorted(newestFirst).slice(0, LISTED);
    },

    async forgetBodies(readBefore) {
      let count = 0;
      for (const [id, delivery] of held.tables.deliveries) {
        const { doneAt, body } = delivery;
        if (doneAt === undefined || doneAt >= readBefore || body === undefined) continue;
        held.tables.deliveries.set(id, { ...delivery, body: undefined });
        count += 1;
      }
      return count;
    },
  };
}

function newestFirst(a: { readonly at: string }, b: { readonly at: string }): number {
  if (a.at === b.at) return 0;
  return a.at < b.at ? 1 : -1;
}
