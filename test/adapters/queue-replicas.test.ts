import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { doing } from '../contracts/doing.ts';
import { SILENT } from '../support/log.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from '../support/postgres.ts';

const bin = await postgresPrograms();

/** More than one process would read in one go. */
const COUNT = 200;

describe('several processes on one database', {
  skip: bin === undefined ? 'PostgreSQL is not installed' : false,
}, () => {
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres(bin ?? '');
  });
  after(() => server.stop());

  test('read each delivery once, whoever of them has accepted it', {
    timeout: 60_000,
  }, async () => {
    await using all = new AsyncDisposableStack();
    const open = async () => {
      const { store, queue } = await openStore({ url: server.url }, SILENT);
      all.defer(() => store.close());
      return { store, queue };
    };
    const [door, one, other] = [await open(), await open(), await open()];
    const readBy = new Map<string, string[]>();
    const everything = Promise.withResolvers<void>();
    for (const [name, { store, queue }] of Object.entries({ one, other })) {
      await queue.start(
        doing({
          async delivery(id) {
            readBy.set(id, [...(readBy.get(id) ?? []), name]);
            await store.deliveries.done(id);
            if (readBy.size === COUNT) everything.resolve();
          },
        }),
      );
      all.defer(() => queue.stop());
    }
    const ids = Array.from({ length: COUNT }, (_, index) => `delivery ${index}`);
    await Promise.all(
      ids.map((id) => door.store.deliveries.accept({ id, event: 'push', body: '{}' })),
    );
    await everything.promise;
    const readers = [...readBy.values()];
    assert.ok(readers.every((names) => names.length === 1));
    assert.deepEqual(new Set(readers.flat()), new Set(['one', 'other']));
  });
});
