import type { Kysely, Selectable, Transaction } from 'kysely';
import type { LedgerLine } from '../../domain/effect.ts';
import { after } from '../../domain/time.ts';
import type { Site } from '../../plugin/place.ts';
import { type SiteBatch, type Sites, siteKey } from '../../plugin/store.ts';
import { keepComment, markHeard, unheardBy } from './comments.ts';
import { renew } from './leases.ts';
import { own } from './own.ts';
import { SOON_AT_LATEST } from './soon.ts';
import type { Tables } from './tables.ts';

/** How long a due look may go on, or fail and be repeated by the queue, until it is asked for anew. */
const TAKEN = 60_000;

/** What waits to be done in a repository outside of releases. */
export function siteWork(
  db: Kysely<Tables>,
): Pick<Sites, 'hear' | 'plan' | 'load' | 'commit' | 'takeDue'> {
  return {
    hear: (repository, comment) =>
      db.transaction().execute(async (tx) => {
        await lookSoon(tx, repository);
        await keepComment(tx, siteKey(repository), comment);
      }),

    plan: (repository, lines) =>
      db.transaction().execute(async (tx) => {
        await lookSoon(tx, repository);
        if (lines.length === 0) return;
        await tx
          .insertInto('site_ledger')
          .values(lines.map((line) => ({ repository, ...columnsOf(line) })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),

    async load(repository) {
      const sites = db.selectFrom('sites').selectAll();
      const found = await sites.where('repository', '=', repository).executeTakeFirst();
      if (found === undefined) return undefined;
      return {
        site: siteOf(found),
        ledger: await intendedIn(db, repository),
        unheard: await unheardBy(db, siteKey(repository)),
      };
    },

    commit: (lease, batch) =>
      db.transaction().execute(async (tx) => {
        await renew(tx, lease);
        await write(tx, lease.key, batch);
      }),

    async takeDue(now) {
      const due = await db
        .updateTable('sites')
        .set({ next_look: after(now, TAKEN) })
        .where('next_look', '<=', now)
        .returning('repository')
        .execute();
      return due.map(({ repository }) => repository);
    },
  };
}

async function intendedIn(db: Kysely<Tables>, repository: number): Promise<readonly LedgerLine[]> {
  const rows = await db
    .selectFrom('site_ledger')
    .select('line')
    .where('repository', '=', repository)
    .where('is_intended', '=', true)
    .orderBy('planned')
    .execute();
  return rows.map(({ line }) => own<LedgerLine>(line));
}

async function lookSoon(tx: Transaction<Tables>, repository: number): Promise<void> {
  const told = tx.updateTable('sites').set({ next_look: SOON_AT_LATEST });
  await told.where('repository', '=', repository).execute();
}

async function write(
  tx: Transaction<Tables>,
  key: string,
  { ledger = [], heard = [], nextLook }: SiteBatch,
): Promise<void> {
  const repository = Number(key.slice(siteKey(0).length - 1));
  for (const line of ledger) {
    const columns = columnsOf(line);
    await tx
      .insertInto('site_ledger')
      .values({ repository, ...columns })
      .onConflict((conflict) => conflict.columns(['repository', 'effect']).doUpdateSet(columns))
      .execute();
  }
  for (const comment of heard) await markHeard(tx, key, comment);
  if (nextLook !== undefined)
    await tx
      .updateTable('sites')
      .set({ next_look: nextLook })
      .where('repository', '=', repository)
      .execute();
}

function columnsOf(line: LedgerLine) {
  return {
    effect: line.effect.id,
    is_intended: line.state === 'intended',
    line: JSON.stringify(line),
  };
}

type SiteColumns = Pick<
  Selectable<Tables['sites']>,
  'repository' | 'owner' | 'name' | 'installation'
>;

export function siteOf({ repository, owner, name, installation }: SiteColumns): Site {
  return { repository: { id: repository, owner, name }, installation };
}
