import type { Kysely, Transaction } from 'kysely';
import { RingmasterError } from '../../domain/errors.ts';
import { chain, type Entry } from '../../domain/journal.ts';
import type { Artifact } from '../../domain/release.ts';
import type { Instant } from '../../domain/time.ts';
import type { Batch, Lease, NewRelease, Releases } from '../../plugin/store.ts';
import { sha256 } from '../hash.ts';
import { keepComment, markHeard } from './comments.ts';
import { renew } from './leases.ts';
import { loadRelease, writeCards, writeLedger } from './release-parts.ts';
import { releaseRows, rowOf, searchReleases } from './release-search.ts';
import { SOON_AT_LATEST } from './soon.ts';
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

    // The release is locked first, so that nobody who commits meanwhile overlooks the comment.
    hear: (release, comment) =>
      db.transaction().execute(async (tx) => {
        const heard = tx.updateTable('releases').set({ next_look: SOON_AT_LATEST });
        await heard.where('id', '=', release).execute();
        await keepComment(tx, release, comment);
      }),
  };
}

async function create(
  tx: Transaction<Tables>,
  { row, artifacts, events, ledger }: NewRelease,
  now: Instant,
): Promise<{ existing: string } | undefined> {
  const repository = row.site.repository.id;
  await oneAtATime(tx, repository);
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
  await insertArtifacts(
    tx,
    artifacts.map((each) => ({ ...each, repository, release: row.id })),
  );
  await append(tx, { release: row.id, events, now });
  await writeLedger(tx, row.id, ledger);
  return undefined;
}

/** What two workers open or join at the same moment, they do one after the other. */
async function oneAtATime(tx: Transaction<Tables>, repository: number): Promise<void> {
  const site = tx.selectFrom('sites').select('repository').where('repository', '=', repository);
  await site.forNoKeyUpdate().execute();
}

async function insertArtifacts(
  tx: Transaction<Tables>,
  artifacts: readonly (Artifact & { readonly repository: number; readonly release: string })[],
): Promise<void> {
  if (artifacts.length === 0) return;
  const rows = artifacts.map(({ repository, name, version, release }) => ({
    repository,
    artifact: name,
    version,
    release,
  }));
  await tx.insertInto('artifacts').values(rows).execute();
}

async function commit(
  tx: Transaction<Tables>,
  { lease, batch, now }: { lease: Lease; batch: Batch; now: Instant },
): Promise<readonly Entry[]> {
  const { key: release } = lease;
  await renew(tx, lease);
  if (batch.onlyIfHeard === true) await refuseUnheard(tx, release);
  const entries = await append(tx, { release, events: batch.events ?? [], now });
  await writeLedger(tx, release, batch.ledger ?? []);
  await writeCards(tx, release, batch.cards ?? []);
  for (const comment of batch.heard ?? []) await markHeard(tx, release, comment);
  await join(tx, release, batch.artifacts ?? []);
  const columns = changedColumns(batch);
  if (Object.keys(columns).length > 0)
    await tx.updateTable('releases').set(columns).where('id', '=', release).execute();
  return entries;
}

/** @throws RingmasterError `overtaken` where something was said; what is said later waits for this transaction. */
async function refuseUnheard(tx: Transaction<Tables>, release: string): Promise<void> {
  await tx.selectFrom('releases').select('id').where('id', '=', release).forNoKeyUpdate().execute();
  const unheard = tx.selectFrom('comments').select('id').where('listener', '=', release);
  if ((await unheard.where('heard', '=', false).limit(1).executeTakeFirst()) !== undefined)
    throw new RingmasterError('overtaken', `something was said on ${release} meanwhile`);
}

async function join(
  tx: Transaction<Tables>,
  release: string,
  artifacts: readonly Artifact[],
): Promise<void> {
  if (artifacts.length === 0) return;
  const joined = tx.selectFrom('releases').select('repository').where('id', '=', release);
  const { repository } = await joined.executeTakeFirstOrThrow();
  await oneAtATime(tx, repository);
  await insertArtifacts(
    tx,
    artifacts.map((each) => ({ ...each, repository, release })),
  );
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
