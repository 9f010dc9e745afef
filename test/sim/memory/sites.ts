import { after } from '../../../src/domain/time.ts';
import { type Sites, siteKey } from '../../../src/plugin/store.ts';
import { keepComment, markHeard, unheardBy } from './comments.ts';
import { type Held, soon } from './held.ts';
import { checkHeld, renew } from './leases.ts';
import { asStored, linesOf, replaced, type SiteRecord } from './tables.ts';

/** How long a due look may go on until it is asked for anew. */
const TAKEN = 60_000;

export function memorySites(held: Held): Sites {
  const find = (repository: number) => held.tables.sites.get(repository);
  const change = (repository: number, columns: Partial<SiteRecord>): void => {
    const found = find(repository);
    if (found !== undefined) held.tables.sites.set(repository, { ...found, ...columns });
  };
  return {
    ...siteWork(held),
    async save(site) {
      const before = find(site.repository.id) ?? { ledger: new Map(), nextLook: undefined };
      held.tables.sites.set(site.repository.id, { ...before, site: asStored(site) });
    },
    byId: async (repository) => find(repository)?.site,
    async hear(repository, comment) {
      keepComment(held, siteKey(repository), comment);
      change(repository, { nextLook: soon(held, find(repository)?.nextLook) });
    },
    swept: async (repository) => find(repository)?.swept,
    setSwept: async (repository, swept) => change(repository, { swept }),
    knownTags: async (repository) => find(repository)?.knownTags,
    setKnownTags: async (repository, names) => change(repository, { knownTags: asStored(names) }),
    lastGoodProcess: async (repository) => find(repository)?.process,
    setLastGoodProcess: async (repository, { blob, text }) =>
      change(repository, { process: { blob, text } }),
  };
}

/** What waits to be done in a repository outside of releases. */
function siteWork(held: Held): Pick<Sites, 'plan' | 'load' | 'commit' | 'takeDue'> {
  return {
    async plan(repository, lines) {
      const found = known(held, repository);
      const fresh = lines.filter(({ effect }) => !found.ledger.has(effect.id));
      const ledger = replaced(found.ledger, linesOf(fresh));
      const nextLook = soon(held, found.nextLook);
      held.tables.sites.set(repository, { ...found, ledger, nextLook });
    },

    async load(repository) {
      const found = held.tables.sites.get(repository);
      if (found === undefined) return undefined;
      const ledger = [...found.ledger.values()].filter(({ state }) => state === 'intended');
      return { site: found.site, ledger, unheard: unheardBy(held, siteKey(repository)) };
    },

    async commit(lease, { ledger = [], heard = [], nextLook }) {
      const repository = Number(lease.key.slice(siteKey(0).length - 1));
      checkHeld(held, lease);
      const found = known(held, repository);
      renew(held, lease);
      held.tables.sites.set(repository, {
        ...found,
        ledger: replaced(found.ledger, linesOf(ledger)),
        nextLook: nextLook === undefined ? found.nextLook : (nextLook ?? undefined),
      });
      for (const comment of heard) markHeard(held, lease.key, comment);
    },

    async takeDue(now) {
      const due = [...held.tables.sites].filter(
        ([, { nextLook }]) => nextLook !== undefined && nextLook <= now,
      );
      for (const [id, record] of due)
        held.tables.sites.set(id, { ...record, nextLook: after(now, TAKEN) });
      return due.map(([id]) => id);
    },
  };
}

function known({ tables }: Held, repository: number): SiteRecord {
  const found = tables.sites.get(repository);
  if (found === undefined) throw new Error(`there is no repository ${repository}`);
  return found;
}
