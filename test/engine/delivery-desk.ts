import { after, type Duration, type Instant } from '../../src/domain/time.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { DeliveryAttempt } from '../../src/plugin/delivery-log.ts';
import type { Deliveries, Gap, Releases, Store } from '../../src/plugin/store.ts';
import { SILENT } from '../support/log.ts';
import { NOW, only } from '../support/release.ts';

/** GitHub's log and our store, as far as missed deliveries are concerned. */
export interface DeliveryDesk {
  readonly engine: Engine;
  /** Newest first, as GitHub lists them. */
  attempts: DeliveryAttempt[];
  /** What the store has accepted, in that order. */
  readonly accepted: string[];
  readonly gaps: Gap[];
  /** How often GitHub was asked, for a page or for a delivery. */
  readonly asked: { pages: number; deliveries: number };
  /** How often a sweep came to its end. */
  readonly swept: string[];
  newest: Instant | undefined;
  now: Instant;
  /** Goes wrong whenever it is asked for a page, or for the delivery with this id. */
  trouble: Trouble | undefined;
  forgotten: readonly string[];
  readonly slept: Duration[];
  /** Happens whenever something is accepted. */
  onAccept: (id: string) => void;
  /** Happens whenever somebody waits. */
  onSleep: () => void;
}

interface Trouble {
  readonly at: 'list' | string;
  readonly error: Error;
  /** How often; without an end if not given. */
  times?: number;
}

const PAGE = 100;

export function deliveryDesk(changes: Partial<DeliveryDesk> = {}): DeliveryDesk {
  const desk: Omit<DeliveryDesk, 'engine'> = {
    attempts: [],
    accepted: [],
    gaps: [],
    asked: { pages: 0, deliveries: 0 },
    swept: [],
    newest: undefined,
    now: NOW,
    trouble: undefined,
    forgotten: [],
    slept: [],
    onAccept: () => {},
    onSleep: () => {},
    ...changes,
  };
  return Object.assign(desk, { engine: engineOf(desk) });
}

function engineOf(desk: Omit<DeliveryDesk, 'engine'>): Engine {
  return only<Engine>('engine', {
    log: SILENT,
    clock: {
      now: () => desk.now,
      sleep: async (duration) => {
        desk.slept.push(duration);
        desk.onSleep();
        desk.now = after(desk.now, duration);
      },
      every: () => ({ stop: async () => {} }),
    },
    meter: only<Engine['meter']>('meter', { swept: (what) => void desk.swept.push(what) }),
    outside: only<Engine['outside']>('outside', { deliveryLog: logOf(desk) }),
    store: only<Store>('store', {
      now: async () => desk.now,
      deliveries: deliveriesOf(desk),
      gaps: { all: async () => desk.gaps, add: async (gap) => void desk.gaps.push(gap) },
      releases: only<Releases>('releases', { open: async () => [] }),
    }),
  });
}

function logOf(desk: Omit<DeliveryDesk, 'engine'>): Engine['outside']['deliveryLog'] {
  return {
    async *attempts(since) {
      const recent = desk.attempts.filter(({ at }) => at >= since);
      for (let from = 0; from === 0 || from < recent.length; from += PAGE) {
        desk.asked.pages += 1;
        makeTrouble(desk, 'list');
        yield recent.slice(from, from + PAGE);
      }
    },
    async delivery({ delivery: id, event }) {
      desk.asked.deliveries += 1;
      makeTrouble(desk, id);
      return desk.forgotten.includes(id) ? undefined : { id, event, body: '{}' };
    },
  };
}

function makeTrouble({ trouble }: Pick<DeliveryDesk, 'trouble'>, at: string): void {
  if (trouble?.at !== at || trouble.times === 0) return;
  if (trouble.times !== undefined) trouble.times -= 1;
  throw trouble.error;
}

function deliveriesOf(desk: Omit<DeliveryDesk, 'engine'>): Deliveries {
  return only<Deliveries>('deliveries', {
    async accept({ id }) {
      if (desk.accepted.includes(id)) return 'duplicate';
      desk.accepted.push(id);
      desk.onAccept(id);
      return 'new';
    },
    missing: async (ids) => {
      const known = new Set(desk.accepted);
      return ids.filter((id) => !known.has(id));
    },
    newest: async () => desk.newest,
  });
}

/** An attempt so many minutes ago. */
export function attempt(
  delivery: string,
  minutesAgo: number,
  isAcknowledged: boolean,
): DeliveryAttempt {
  const at = after(NOW, -minutesAgo * 60_000);
  return { attempt: `${delivery}/${minutesAgo}`, delivery, event: 'push', at, isAcknowledged };
}

/** Ids of a row of deliveries: `d1`, `d2` … */
export function ids(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `d${from + index}`);
}
