import { type Kysely, sql } from 'kysely';
import type { MigrationProvider } from 'kysely/migration';
import { SECOND_MIGRATION } from './second-migration.ts';

/** The tables, in the order in which they came to be. A migration that has run anywhere never changes. */
export const MIGRATIONS: MigrationProvider = {
  async getMigrations() {
    return {
      '2026-11-20-first': { up: createTables },
      '2026-11-20-second': { up: (db) => runAll(db, SECOND_MIGRATION) },
    };
  },
};

async function createTables(db: Kysely<unknown>): Promise<void> {
  await runAll(db, STATEMENTS);
  if (!(await knowsLz4(db))) return;
  for (const table of ['deliveries', 'entries'])
    await sql`alter table ${sql.table(table)} alter column body set compression lz4`.execute(db);
}

async function runAll(db: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Large bodies are stored twice as fast with lz4; the embedded server is built without it. */
async function knowsLz4(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`select 'lz4' = any(enumvals) as known
    from pg_settings where name = 'default_toast_compression'`.execute(db);
  return rows[0]?.known === true;
}

const STATEMENTS = [
  `create table sites (
    repository bigint primary key,
    owner text not null,
    name text not null,
    installation bigint not null,
    swept_until text,
    known_tags text,
    process_blob text,
    process_text text
  )`,
  `create table deliveries (
    id text primary key,
    event text not null,
    body text not null,
    received_at timestamptz not null default now(),
    done_at timestamptz
  )`,
  `create table releases (
    id text primary key,
    repository bigint not null references sites,
    issue integer,
    branch text not null,
    is_open boolean not null,
    next_look text
  )`,
  `create table leases (
    key text primary key,
    fence integer not null,
    holder text,
    until text
  )`,
  'create index releases_open on releases (next_look) where is_open',
  'create unique index releases_issue on releases (repository, issue)',
  'create index releases_branch on releases (branch)',
  `create table artifacts (
    repository bigint not null,
    artifact text not null,
    version text not null,
    release text not null references releases,
    primary key (repository, artifact, version)
  )`,
  `create table entries (
    release text not null references releases,
    seq integer not null,
    at text not null,
    body text not null,
    previous text not null,
    hash text not null,
    primary key (release, seq)
  )`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the journal is append-only';
    end
  $$`,
  `create trigger entries_append_only before update or delete or truncate on entries
    for each statement execute function refuse_change()`,
  `create table ledger (
    release text not null references releases,
    effect text not null,
    line text not null,
    primary key (release, effect)
  )`,
  `create table cards (
    release text not null references releases,
    key text not null,
    comment bigint,
    hash text not null,
    written_at text not null,
    primary key (release, key)
  )`,
  `create table comments (
    listener text not null,
    id bigint not null,
    change text not null,
    by bigint not null,
    changed_at text not null,
    at text not null,
    comment text not null,
    heard boolean not null,
    primary key (listener, id, change, by, changed_at)
  )`,
];
