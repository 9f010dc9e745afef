import type { Kysely, Transaction } from 'kysely';
import { RingmasterError } from '../../domain/errors.ts';
import { chain, type Entry } from '../../domain/journal.ts';
import type { Instant } from '../../domain/time.ts';
import type { Batch, Lease, NewRelease, Releases } from '../../plugin/store.ts';
import { sha256 } from '../hash.ts';
import { keepComment, markHeard } from './comments.ts';
import { loadRelease, writeCards, writeLedger } from './release-parts.ts';
import { releaseRows, rowOf, searchReleases } from './release-search.ts';
import type { Tables } from './tables.ts';

export function storeReleases(db: Kysely<Tables>): Releases {
  return {
    ...searchReleases(db),
    create: (release, now) => db.transaction().execute((tx) => create(tx, release, now)),
    commit: (lease, batch, now) =>
      db.transaction().execute((tx) => commit(tx, { lease, batch, now })),

    async load(id) {
      const row = await releaseRows(db).where('releases.id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : { row: rowOf(row), ...(await loadRelease(db, id)) };
    },

    hear: (release, comment) => keepComment(db, release, comment),
  };
}

async function create(
  tx: Transaction<Tables>,
  { row, artifacts, events, ledger }: NewRelease,
  now: Instant,
): Promise<{ existing: string } | undefined> {
  const repository = row.site.repository.id;
  for (const { name, version } of artifacts) {
    const taken = await tx
      .selectFrom('artifacts')
      .select('release')
      .where('repository', '=', repository)
      .where('artifact', '=', name)
      .where('version', '=', version)
      .executeTakeFirst();
    if (taken !== undefined) return { existing: taken.release };
  }
  await tx
    .insertInto('releases')
    .values({
      id: row.id,
      repository,
      issue: row.issue ?? null,
      branch: row.branch,
      is_open: true,
      next_look: now,
    })
    .execute();
  await insertArtifacts(tx, row.id, artifacts);
  await append(tx, { release: row.id, events, now });
  await writeLedger(tx, row.id, ledger);
  return undefined;
}

async function insertArtifacts(
  tx: Transaction<Tables>,
  release: string,
  artifacts: NonNullable<Batch['artifacts']>,
): Promise<void> {
  for (const { name, version } of artifacts)
    await tx
      .insertInto('artifacts')
      .columns(['repository', 'artifact', 'version', 'release'])
      .expression(
        tx
          .selectFrom('releases')
          .select(({ val }) => [
            'repository',
            val(name).as('artifact'),
            val(version).as('version'),
            'id',
          ])
          .where('id', '=', release),
      )
      .execute();
}

async function commit(
  tx: Transaction<Tables>,
  { lease, batch, now }: { lease: Lease; batch: Batch; now: Instant },
): Promise<readonly Entry[]> {
  const { key: release } = lease;
  const held = await tx
    .selectFrom('leases')
    .select('fence')
    .where('key', '=', release)
    .forUpdate()
    .executeTakeFirst();
  if (held?.fence !== lease.fence)
    throw new RingmasterError('lease-lost', `another worker has taken over ${release}`);
  const entries = await append(tx, { release, events: batch.events ?? [], now });
  await writeLedger(tx, release, batch.ledger ?? []);
  await writeCards(tx, release, batch.cards ?? []);
  for (const comment of batch.heard ?? []) await markHeard(tx, release, comment);
  await insertArtifacts(tx, release, batch.artifacts ?? []);
  const columns = changedColumns(batch);
  if (Object.keys(columns).length > 0)
    await tx.updateTable('releases').set(columns).where('id', '=', release).execute();
  return entries;
}

function changedColumns({ issue, nextLook, isOpen }: Batch) {
  return {
    ...(issue === undefined ? {} : { issue }),
    ...(nextLook === undefined ? {} : { next_look: nextLook }),
    ...(isOpen === undefined ? {} : { is_open: isOpen }),
  };
}

async function append(
  tx: Transaction<Tables>,
  { release, events, now }: { release: string; events: NonNullable<Batch['events']>; now: Instant },
): Promise<readonly Entry[]> {
  if (events.length === 0) return [];
  const head = await tx
    .selectFrom('entries')
    .select(['seq', 'hash'])
    .where('release', '=', release)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const entries = chain(head, events, { at: now, hash: sha256 });
  await tx
    .insertInto('entries')
    .values(
      entries.map(({ seq, at, body, previous, hash }) => ({
        release,
        seq,
        at,
        body,
        previous,
        hash,
      })),
    )
    .execute();
  return entries;
}
