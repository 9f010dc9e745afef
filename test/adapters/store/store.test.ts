import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../../src/adapters/store/database.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { storeReleases } from '../../../src/adapters/store/releases.ts';
import { storeSites } from '../../../src/adapters/store/sites.ts';
import { refused } from '../../contracts/refused.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { SILENT } from '../../support/log.ts';
import { NOW } from '../../support/release.ts';
import { newRelease, SITE } from '../../support/stored.ts';

onEachDatabase('the journal', (location) => {
  let database: Database;
  before(async () => {
    database = await openDatabase(location(), SILENT);
    await storeSites(database.kysely).save(SITE);
    await storeReleases(database.kysely).create(newRelease('1.0.0'), NOW);
  });
  after(() => database.close());

  for (const [deed, statement] of [
    ['changed', "update entries set body = 'forged'"],
    ['deleted', 'delete from entries'],
    ['emptied', 'truncate entries'],
  ] as const)
    test(`cannot be ${deed}, not even by hand`, async () => {
      await assert.rejects(sql.raw(statement).execute(database.kysely), /append-only/);
    });
});

test('a second process is kept out of the folder, until the first has closed it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-store-'));
  const { store } = await openStore({ folder }, SILENT);
  await refused(openStore({ folder }, SILENT), 'store-busy');
  await store.close();
  const again = await openStore({ folder }, SILENT);
  await again.store.close();
  await rm(folder, { recursive: true });
});
