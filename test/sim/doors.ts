import type { Outside } from '../../src/engine/engine.ts';
import type { DeliveryAttempt, DeliveryLog } from '../../src/plugin/delivery-log.ts';
import type { Forge } from '../../src/plugin/forge.ts';
import type { Store } from '../../src/plugin/store.ts';
import { through, type Wire } from './wire.ts';
import { WRITES } from './world/outside.ts';

/** What of the database changes something; everything else only looks. */
const STORE_WRITES: ReadonlySet<string> = new Set([
  ...['accept', 'done', 'setAside', 'forgetBodies'],
  ...['create', 'commit', 'takeDue', 'hear'],
  ...['take', 'giveBack', 'close', 'add'],
  ...['save', 'plan', 'setSwept', 'setKnownTags', 'setLastGoodProcess'],
]);

/** The outside as one process reaches it. */
export function outsideThrough(wire: Wire, outside: Outside): Outside {
  const port = <Door extends object>(name: string, door: Door): Door =>
    through(wire, door, {
      name,
      intentOf: (method) => (WRITES.has(`${name}.${method}`) ? 'write' : 'read'),
    });
  const forgeAt = (forge: Forge): Forge => ({
    repository: forge.repository,
    code: port('code', forge.code),
    tags: port('tags', forge.tags),
    people: port('people', forge.people),
    issues: port('issues', forge.issues),
    releases: port('releases', forge.releases),
  });
  const { chat } = outside;
  return {
    forgeAt: (site) => forgeAt(outside.forgeAt(site)),
    sites: () => wire.ask('sites', 'read', () => outside.sites()),
    deliveryLog: logThrough(wire, outside.deliveryLog),
    proposals: port('proposals', outside.proposals),
    registry: port('registry', outside.registry),
    publicRegistry: port('public registry', outside.publicRegistry),
    signatures: outside.signatures,
    chat: chat === undefined ? undefined : port('chat', chat),
  };
}

function logThrough(wire: Wire, log: DeliveryLog): DeliveryLog {
  return {
    async *attempts(since) {
      const pages = await wire.ask('delivery log', 'read', () => allOf(log.attempts(since)));
      yield* pages;
    },
    delivery: (attempt) => wire.ask('a delivery', 'read', () => log.delivery(attempt)),
  };
}

async function allOf(
  pages: AsyncIterable<readonly DeliveryAttempt[]>,
): Promise<readonly (readonly DeliveryAttempt[])[]> {
  const all: (readonly DeliveryAttempt[])[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** The database as one process reaches it. */
export function storeThrough(wire: Wire, store: Store): Store {
  const port = <Door extends object>(name: string, door: Door): Door =>
    through(wire, door, {
      name: `store.${name}`,
      intentOf: (method) => (STORE_WRITES.has(method) ? 'store' : 'store-read'),
    });
  return {
    deliveries: port('deliveries', store.deliveries),
    releases: port('releases', store.releases),
    leases: port('leases', store.leases),
    sites: port('sites', store.sites),
    gaps: port('gaps', store.gaps),
    budgets: port('budgets', store.budgets),
    now: () => wire.store('store.now', false, () => store.now()),
    check: () => store.check(),
    close: () => store.close(),
  };
}
