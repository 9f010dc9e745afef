import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import { type Database, openDatabase } from '../../../src/adapters/store/database.ts';
import { storeReleases } from '../../../src/adapters/store/releases.ts';
import { storeSites } from '../../../src/adapters/store/sites.ts';
import type { Tables } from '../../../src/adapters/store/tables.ts';
import { explainTrouble } from '../../../src/adapters/store/trouble.ts';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { freePort } from '../../support/free-port.ts';
import { SILENT } from '../../support/log.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from '../../support/postgres.ts';
import { NOW } from '../../support/release.ts';
import { newRelease, SITE } from '../../support/stored.ts';

const bin = await postgresPrograms();
const skip = bin === undefined ? 'PostgreSQL is not installed' : false;

function isExplained(pattern: RegExp) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof RingmasterError, String(error));
    assert.equal(error.code, 'outside-unreachable');
    assert.match(error.message, pattern);
    assert.ok(error.advice !== undefined && error.cause !== undefined);
    return true;
  };
}

/** Makes every new line of a journal fail with an error of the database's own. */
async function refuseEntries(db: Kysely<Tables>, state: string): Promise<void> {
  await sql
    .raw(`create or replace function fail_entry() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = '${state}'; end $$;`)
    .execute(db);
  await sql`create or replace trigger fail_entry before insert on entries
    for each statement execute function fail_entry()`.execute(db);
}

onEachDatabase('trouble', (location) => {
  let database: Database;
  before(async () => {
    database = await openDatabase(location(), SILENT);
    await storeSites(database.kysely).save(SITE);
  });
  after(() => database.close());

  test('of a full disk is told as such, and nothing of the transaction is left', async () => {
    const releases = storeReleases(database.kysely);
    await refuseEntries(database.kysely, '53100');
    const full = isExplained(/no room left on its disk: could not extend file/);
    await assert.rejects(releases.create(newRelease('1.0.0'), NOW), full);
    await sql`drop trigger fail_entry on entries`.execute(database.kysely);
    assert.equal(await releases.load(newRelease('1.0.0').row.id), undefined);
    assert.equal(await releases.create(newRelease('1.0.0'), NOW), undefined);
  });

  test('of our own making stays what it is', async () => {
    const bug = sql`select 1 from nowhere`.execute(database.kysely);
    await assert.rejects(bug, (error) => !(error instanceof RingmasterError));
  });
});

describe('trouble with a server', { skip }, () => {
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres(bin ?? '');
  });
  after(() => server.stop());

  test('that goes away in the middle of a commit: nobody knows what became of it', async () => {
    const database = await openDatabase({ url: server.url }, SILENT);
    try {
      const { kysely } = database;
      await sql`create table slow (id integer)`.execute(kysely);
      await sql`create function be_slow() returns trigger language plpgsql as
        $$ begin perform pg_sleep(30); return null; end $$`.execute(kysely);
      await sql`create constraint trigger be_slow after insert on slow
        deferrable initially deferred for each row execute function be_slow()`.execute(kysely);
      const committing = kysely
        .transaction()
        .execute((tx) => sql`insert into slow values (1)`.execute(tx));
      const cut = assert.rejects(committing, isExplained(/cannot be reached/));
      while (!(await isCommitting(kysely))) await new Promise((resolve) => setTimeout(resolve, 20));
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where query = 'commit'`.execute(kysely);
      await cut;
    } finally {
      await database.close();
    }
  });

  test('that takes no more connections', async () => {
    const url = new URL(server.url);
    const database = await openDatabase({ url: server.url }, SILENT);
    try {
      await sql`create role crowd login connection limit 0`.execute(database.kysely);
      url.username = 'crowd';
      await assert.rejects(
        openDatabase({ url: url.href }, SILENT),
        isExplained(/no more connections/),
      );
    } finally {
      await database.close();
    }
  });

  test('that only follows another one', async () => {
    const database = await openDatabase({ url: server.url }, SILENT);
    try {
      const writing = database.kysely
        .transaction()
        .setAccessMode('read only')
        .execute((tx) => sql`create table x ()`.execute(tx));
      await assert.rejects(writing, isExplained(/takes no changes/));
    } finally {
      await database.close();
    }
  });
});

test('a server that is not there cannot be reached', async () => {
  const url = `postgres://ringmaster@127.0.0.1:${await freePort()}/postgres`;
  await assert.rejects(
    openDatabase({ url }, SILENT),
    isExplained(/cannot be reached: .*ECONNREFUSED/),
  );
});

test('what the operating system says of a disk is understood, too', () => {
  const said = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
  assert.ok(isExplained(/no room left/)(explainTrouble(said)));
  assert.ok(isExplained(/no room left/)(explainTrouble(new Error('No space left on device'))));
  assert.ok(isExplained(/cannot use its disk/)(explainTrouble({ code: 'EIO' })));
  const bug = new TypeError('x is not a function');
  assert.equal(explainTrouble(bug), bug);
});

async function isCommitting(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_stat_activity
    where query = 'commit' and state = 'active'`.execute(db);
  return rows.length > 0;
}
