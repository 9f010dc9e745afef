import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { type PostgresServer, postgresPrograms, startPostgres } from '../support/postgres.ts';

/** Where Ringmaster keeps everything while its processes are killed. */
export interface ChaosDatabase {
  /** What Ringmaster has to be told to use it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whether several processes may use it at once. One that is not shared may be asked only while no process is up. */
  readonly isShared: boolean;
  query(sql: string, values?: readonly unknown[]): Promise<readonly unknown[]>;
  /** Kills the database's own processes and starts it again; undefined where it has none. */
  readonly crash: (() => Promise<void>) | undefined;
  stop(): Promise<void>;
}

/** Starts PostgreSQL, or makes room for the embedded database. */
export async function openDatabase(kind: 'postgres' | 'embedded'): Promise<ChaosDatabase> {
  return kind === 'embedded' ? embedded() : server();
}

async function server(): Promise<ChaosDatabase> {
  const programs = await postgresPrograms();
  if (programs === undefined) throw new Error('PostgreSQL is not installed');
  const postgres = await startPostgres(programs);
  const query = async (sql: string, values: readonly unknown[] = []) => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      return (await client.query(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  return {
    settings: { DATABASE_URL: postgres.url },
    isShared: true,
    query,
    crash: () => crash(postgres, query),
    stop: () => postgres.stop(),
  };
}

async function embedded(): Promise<ChaosDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-chaos-'));
  return {
    settings: { RINGMASTER_DATA: folder },
    isShared: false,
    async query(sql, values = []) {
      const database = new PGlite(join(folder, 'postgres'));
      try {
        return (await database.query(sql, [...values])).rows;
      } finally {
        await database.close();
      }
    },
    crash: undefined,
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** SIGKILL to the server that this run has started; its other processes notice by themselves. */
async function crash(postgres: PostgresServer, query: ChaosDatabase['query']): Promise<void> {
  const [row] = await query('show data_directory');
  const folder = Object.values(Object(row))[0];
  const [pid] = (await readFile(join(String(folder), 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
  await sleep(1000);
  await postgres.restart();
}

/**
 * Lets a minute pass for a process that was killed: its leases end, as they would by
 * themselves. Without this a storm of a minute would mostly wait, and hit little.
 */
export async function endLeases({ query }: ChaosDatabase, pid: number): Promise<void> {
  if (!(await isPrepared(query, 'public.leases'))) return;
  const holder = `${hostname()}/${pid}/`;
  await query(
    'update leases set holder = null, expires = null where left(holder, length($1)) = $1',
    [holder],
  );
}

/**
 * The same for the jobs of processes that were killed, which may be asked only while
 * no process is up: whose a job is cannot be told. What was begun counts as an attempt.
 */
export async function endJobs({ query }: ChaosDatabase): Promise<void> {
  if (!(await isPrepared(query, 'pgboss.job'))) return;
  await query(
    `update pgboss.job set state = 'retry', heartbeat_on = null, start_after = now()
      where state = 'active'`,
  );
}

/** A process that was killed early has not made its tables yet. */
async function isPrepared(query: ChaosDatabase['query'], table: string): Promise<boolean> {
  const rows = await query('select 1 as there where to_regclass($1) is not null', [table]);
  return rows.length > 0;
}
