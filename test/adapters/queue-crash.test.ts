import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openBoss } from '../../src/adapters/queue.ts';
import { type Location, openDatabase } from '../../src/adapters/store/database.ts';
import { openOn } from '../../src/adapters/store/open-store.ts';
import { SILENT } from '../support/log.ts';
import { postgresPrograms, startPostgres } from '../support/postgres.ts';

const bin = await postgresPrograms();

test('what a killed process was doing is taken up by another one (embedded database)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-crash-'));
  try {
    await survive({ folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('what a killed process was doing is taken up by another one (PostgreSQL)', {
  skip: bin === undefined ? 'PostgreSQL is not installed' : false,
}, async () => {
  const server = await startPostgres(bin ?? '');
  try {
    await survive({ url: server.url });
  } finally {
    await server.stop();
  }
});

async function survive(location: Location): Promise<void> {
  await dieAtWork(location);
  const database = await openDatabase(location, SILENT);
  const boss = await openBoss(database, SILENT);
  const { queue } = openOn(database, boss, SILENT);
  const [taken, read] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  try {
    const active = async () => (await queue.size()).active;
    await queue.start({
      delivery: async (id) => read.resolve(id),
      site: async () => {},
      givenUp: async () => {},
      release: async (id) => taken.resolve(id),
    });
    await boss.supervise();
    assert.equal(await active(), 2, 'nobody knows yet that it has died');
    await letTimePass(database.kysely);
    await boss.supervise();
    assert.equal(await taken.promise, 'R');
    assert.equal(await read.promise, 'D');
  } finally {
    await queue.stop();
    await boss.stop({ graceful: false, close: true });
    await database.close();
  }
}

/** Begins to look at a release and to read a delivery in a process of its own, and kills it in the middle. */
async function dieAtWork(location: Location): Promise<void> {
  const program = new URL('../support/frozen-worker.ts', import.meta.url);
  const child = fork(program, [JSON.stringify(location)]);
  // The one and the other.
  for (let begun = 0; begun < 2; begun += 1) await once(child, 'message');
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** A minute goes by for the queue: since the last sign of life, and since it was looked for such signs. */
async function letTimePass(db: Parameters<ReturnType<typeof sql>['execute']>[0]): Promise<void> {
  await sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute'`.execute(db);
  await sql`update deliveries set claimed_until = claimed_until - interval '1 minute'`.execute(db);
  await sql`update pgboss.queue set monitor_claim_on = null, monitor_on = null`.execute(db);
}
