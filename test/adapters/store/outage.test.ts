import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { SILENT } from '../../support/log.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from '../../support/postgres.ts';

const bin = await postgresPrograms();

describe('while PostgreSQL is restarted', {
  skip: bin === undefined ? 'PostgreSQL is not installed' : false,
}, () => {
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres(bin ?? '');
  });
  after(() => server.stop());

  test('a transaction fails, an idle connection is forgotten, and the next query is answered', async () => {
    const database = await openDatabase({ url: server.url }, SILENT);
    const select = sql<{ one: number }>`select 1 as one`;
    try {
      const cutOff = database.kysely.transaction().execute(async (tx) => {
        await Promise.all([select.execute(tx), select.execute(database.kysely)]);
        await server.restart();
        await select.execute(tx);
      });
      await assert.rejects(cutOff);
      assert.deepEqual((await select.execute(database.kysely)).rows, [{ one: 1 }]);
    } finally {
      await database.close();
    }
  });

  test('the queue misses it for a moment, and goes on', async () => {
    const { store, queue } = await openStore({ url: server.url }, SILENT);
    const seen = new Map<string, PromiseWithResolvers<void>>(
      ['r1', 'd1', 'r2', 'd2'].map((id) => [id, Promise.withResolvers<void>()]),
    );
    const see = async (id: string) => seen.get(id)?.resolve();
    const both = async (release: string, delivery: string) => {
      await queue.wake('release', release);
      await store.deliveries.accept({ id: delivery, event: 'push', body: '{}' });
      await Promise.all([release, delivery].map((id) => seen.get(id)?.promise));
    };
    try {
      await queue.start({
        delivery: see,
        site: async () => {},
        givenUp: async () => {},
        release: see,
      });
      await both('r1', 'd1');
      await server.restart();
      await both('r2', 'd2');
      await store.check();
    } finally {
      await queue.stop();
      await store.close();
    }
  });
});
