import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

const run = promisify(execFile);

/** A PostgreSQL server of a test's own. */
export interface PostgresServer {
  readonly url: string;
  /**
   * Stops it, which breaks every connection, and starts it again on the same data
   * and port, once what is to happen meanwhile has happened.
   */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Where Debian keeps the newest PostgreSQL; undefined where none is installed. */
export async function postgresPrograms(): Promise<string | undefined> {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const versions = (await readdir(root)).toSorted((a, b) => Number(b) - Number(a));
  return versions
    .map((version) => join(root, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

const INIT = ['-U', 'ringmaster', '-A', 'trust', '-E', 'UTF8', '-N'];

/**
 * Makes a new cluster in a temporary folder and starts it on a free port.
 * @param wal an empty folder for its log of changes, if that is to stand elsewhere.
 */
export async function startPostgres(bin: string, wal?: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-pg-'));
  const owner = await serverOwner();
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...owner };
  await run(
    join(bin, 'initdb'),
    [...INIT, '-D', data, ...(wal === undefined ? [] : ['-X', wal])],
    options,
  );
  const port = await freePort();
  const settings = ['-k', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'];
  const start = async () => {
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], {
      ...options,
      stdio: 'ignore',
    });
    await ready(join(bin, 'pg_isready'), port);
    return server;
  };
  let server = await start();
  return {
    url: `postgres://ringmaster@127.0.0.1:${port}/postgres`,
    async restart(meanwhile) {
      await halt(server);
      await meanwhile?.();
      server = await start();
    },
    async stop() {
      await halt(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Does not wait for clients to go, nor for a server that a full disk has stopped short. */
async function halt(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGINT');
  const late = setTimeout(() => server.kill('SIGQUIT'), 5_000);
  await gone;
  clearTimeout(late);
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
export async function serverOwner(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

async function ready(program: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answered = await run(program, ['-h', '127.0.0.1', '-p', String(port)]).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('PostgreSQL did not start');
}
