import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { type Db, fromPglite } from 'pg-boss';
import { messageOf, RingmasterError } from '../../domain/errors.ts';
import type { Log } from '../../plugin/log.ts';
import { explaining } from './explaining-dialect.ts';
import { MIGRATIONS } from './migrations.ts';
import type { Tables } from './tables.ts';
import { explained } from './trouble.ts';

/** A statement as it is written, with its values in order. */
export interface Statement {
  /**
   * Where it has one, each connection parses and plans it only once. That is for what
   * can be done in one way only: another plan would stay as it is while tables grow.
   */
  readonly name?: string;
  readonly text: string;
}

/** Runs one statement in a transaction of its own. */
export type Run = <Row extends object>(
  statement: Statement,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

/** A database that is open, for our queries and for the queue's. */
export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly run: Run;
  /** What the queue is built on: a connection of its own, or the one embedded database. */
  readonly forQueue:
    | { readonly connectionString: string }
    | { readonly db: Db; readonly backend: 'pglite' };
  close(): Promise<void>;
}

/** Where data is kept: a PostgreSQL server, or a folder with an embedded one. */
export type Location =
  | { readonly url: string }
  | { readonly folder: string }
  | { readonly memory: true };

/**
 * Opens the database and brings its tables up to date.
 * @throws RingmasterError `store-busy` where another process has the folder open,
 * `outside-unreachable` where the server does not answer.
 */
export async function openDatabase(location: Location, log: Log): Promise<Database> {
  const database = 'url' in location ? openServer(location.url, log) : await openEmbedded(location);
  try {
    await migrate(database.kysely);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

const BIGINT = 20;

/** How long a connection may take to be had: a webhook must be refused before GitHub gives up on it. */
const CONNECTING = 5000;

/** A process that froze in the middle of a transaction holds up others no longer than this. */
const IDLE_IN_TRANSACTION = 30_000;

function openServer(url: string, log: Log): Database {
  // Ids of GitHub fit into a JavaScript number; as texts they would compare wrongly.
  const types = new pg.TypeOverrides();
  types.setTypeParser(BIGINT, Number);
  const pool = new pg.Pool({
    connectionString: url,
    types,
    connectionTimeoutMillis: CONNECTING,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION,
    keepAlive: true,
  });
  // A connection that breaks says so here; whoever was using it hears of it by his query,
  // and the pool opens another. Unheard, it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) =>
    client.on('error', (error) =>
      log.warn('a database connection broke', { error: messageOf(error) }),
    ),
  );
  const kysely = new Kysely<Tables>({ dialect: explaining(new PostgresDialect({ pool })) });
  return {
    kysely,
    run: (statement, values) =>
      explained(async () => (await pool.query({ ...statement, values: [...values] })).rows),
    forQueue: { connectionString: url },
    close: () => kysely.destroy(),
  };
}

async function openEmbedded(location: { folder: string } | { memory: true }): Promise<Database> {
  const unlock = 'folder' in location ? lockFolder(location.folder) : () => {};
  const pglite =
    'folder' in location ? new PGlite(join(location.folder, 'postgres')) : new PGlite();
  await pglite.waitReady;
  const kysely = new Kysely<Tables>({ dialect: explaining(new PGliteDialect({ pglite })) });
  return {
    kysely,
    run: <Row>({ text }: Statement, values: readonly unknown[]) =>
      explained(async () => (await pglite.query<Row>(text, [...values])).rows),
    forQueue: { db: fromPglite(pglite), backend: 'pglite' },
    async close() {
      await kysely.destroy();
      unlock();
    },
  };
}

/**
 * Keeps a second process out of the folder, which would silently lose what it
 * writes. SQLite's lock is dropped by the kernel when the holder dies.
 */
function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new RingmasterError('store-busy', `${folder} is in use by another process`, {
      advice: 'Stop the other one, or set DATABASE_URL to share a PostgreSQL server',
      cause: error,
    });
  }
  return () => lock.close();
}

async function migrate(kysely: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db: kysely, provider: MIGRATIONS });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof RingmasterError) throw error;
  if (error !== undefined)
    throw new RingmasterError(
      'outside-unreachable',
      `the database cannot be used: ${messageOf(error)}`,
      {
        advice: 'Check DATABASE_URL, and that its user may create tables',
        cause: error,
      },
    );
}
