import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { type MigrationProvider, Migrator } from 'kysely/migration';
import { storeGaps } from '../../../src/adapters/store/gaps.ts';
import { storeLeases } from '../../../src/adapters/store/leases.ts';
import { MIGRATIONS } from '../../../src/adapters/store/migrations.ts';
import { storeReleases } from '../../../src/adapters/store/releases.ts';
import type { Tables } from '../../../src/adapters/store/tables.ts';
import { NOW } from '../../support/release.ts';
import { newRelease } from '../../support/stored.ts';

const FIRST = '2026-11-20-first';

test('a database of the first kind is brought up to date with what is in it', async () => {
  const kysely = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: new PGlite() }) });
  try {
    await migrate(kysely, { getMigrations: async () => pick(await MIGRATIONS.getMigrations()) });
    const { row } = newRelease('1.0.0');
    await sql`insert into sites (repository, owner, name, installation)
      values (5000000001, 'acme', 'app', 7)`.execute(kysely);
    await sql`insert into releases (id, repository, branch, is_open)
      values (${row.id}, 5000000001, 'b', true)`.execute(kysely);
    await sql`insert into cards (release, key, hash, written_at)
      values (${row.id}, 'issue', 'h', ${NOW})`.execute(kysely);
    await sql`insert into leases (key, fence, holder, until)
      values (${row.id}, 4, 'gone', '2999-01-01T00:00:00.000Z')`.execute(kysely);
    await sql`insert into deliveries (id, event, body, done_at)
      values ('read', 'push', '{}', now()), ('unread', 'push', '{}', null)`.execute(kysely);
    await migrate(kysely, MIGRATIONS);
    const { rows } = await sql`select id from deliveries where due_at <= now()`.execute(kysely);
    assert.deepEqual(rows, [{ id: 'unread' }]);
    const lease = await storeLeases(kysely).take(row.id, 'me', 60_000);
    assert.equal(lease?.fence, 5, 'nobody of the old kind is left to hold it');
    const card = { key: 'issue', comment: undefined, hash: 'h', writtenAt: NOW };
    assert.deepEqual((await storeReleases(kysely).load(row.id))?.cards, [card]);
    assert.deepEqual(await storeGaps(kysely).all(), []);
  } finally {
    await kysely.destroy();
  }
});

function pick({
  [FIRST]: first,
  ...others
}: Awaited<ReturnType<MigrationProvider['getMigrations']>>) {
  assert.ok(first !== undefined && Object.keys(others).length > 0);
  return { [FIRST]: first };
}

async function migrate(db: Kysely<Tables>, provider: MigrationProvider): Promise<void> {
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  assert.equal(error, undefined);
}
