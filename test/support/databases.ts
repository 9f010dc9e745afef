import { after, before, describe } from 'node:test';
import type { Location } from '../../src/adapters/store/database.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres.ts';

const bin = await postgresPrograms();

/** Makes the same tests on the embedded database, and on a PostgreSQL server of their own. */
export function onEachDatabase(subject: string, tests: (location: () => Location) => void): void {
  describe(`${subject} on the embedded database`, () => tests(() => ({ memory: true })));
  const skip = bin === undefined ? 'PostgreSQL is not installed' : false;
  describe(`${subject} on PostgreSQL`, { skip }, () => {
    let server: PostgresServer;
    before(async () => {
      server = await startPostgres(bin ?? '');
    });
    after(() => server.stop());
    tests(() => ({ url: server.url }));
  });
}
