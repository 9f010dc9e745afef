import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type Claim, type Reading, storeReading } from '../../../src/adapters/queue/reading.ts';
import {
  type Database,
  openDatabase,
  type Run,
  type Statement,
} from '../../../src/adapters/store/database.ts';
import { storeDeliveries } from '../../../src/adapters/store/deliveries.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { SILENT } from '../../support/log.ts';

const AUDIENCE = { arrived() {}, wasRead() {} };
const delivery = (id: string) => ({ id, event: 'push', body: '{}' });

onEachDatabase('the right to read a delivery', (location) => {
  let database: Database;
  let reading: Reading;
  before(async () => {
    database = await openDatabase(location(), SILENT);
    reading = storeReading(database);
  });
  after(() => database.close());

  const deliveries = () => storeDeliveries(database, AUDIENCE);
  const accept = (id: string) => deliveries().accept(delivery(id));
  const pass = (seconds: number) =>
    sql`update deliveries set due_at = due_at - ${seconds} * interval '1 second',
      claimed_until = claimed_until - ${seconds} * interval '1 second'`.execute(database.kysely);

  async function claimOne(): Promise<Claim> {
    const [claim, ...others] = await reading.claim(1);
    assert.ok(claim !== undefined && others.length === 0);
    return claim;
  }

  test('is had by one at a time, in the order of their coming, and by no more than are asked for', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await accept(id);
    assert.deepEqual((await reading.claim(2)).map(({ id }) => id).toSorted(), ['a', 'b']);
    const claims = await Promise.all(Array.from({ length: 5 }, () => reading.claim(1)));
    assert.deepEqual(
      claims
        .flat()
        .map(({ id }) => id)
        .toSorted(),
      ['c', 'd', 'e'],
    );
    const { waiting, active } = await reading.size();
    assert.deepEqual({ waiting, active }, { waiting: 0, active: 5 });
    for (const id of ['a', 'b', 'c', 'd', 'e']) await deliveries().done(id);
    assert.deepEqual(await reading.size(), { waiting: 0, active: 0, oldest: 0 });
  });

  test('is kept by whoever gives signs of life, and else goes to another after a pause', async () => {
    await accept('f');
    const first = await claimOne();
    await pass(20);
    await reading.keep([first]);
    await pass(20);
    await reading.takeFromTheDead();
    await pass(1);
    assert.deepEqual(await reading.claim(1), []);
    await pass(10);
    await reading.takeFromTheDead();
    assert.deepEqual(await reading.claim(1), [], 'whatever killed one is not tried at once');
    await pass(1);
    const second = await claimOne();
    assert.deepEqual(
      [first, second].map(({ begun, tries }) => [begun, tries]),
      [
        [1, 1],
        [2, 2],
      ],
    );
    await deliveries().done('f');
  });

  test('is lost by whoever was silent for too long: what he says then counts no more', async () => {
    await accept('g');
    const silent = await claimOne();
    await pass(31);
    await reading.takeFromTheDead();
    await pass(1);
    await claimOne();
    await reading.release(silent);
    await reading.tryAgain(silent);
    const { waiting, active } = await reading.size();
    assert.deepEqual({ waiting, active }, { waiting: 0, active: 1 });
    await pass(20);
    await reading.keep([silent]);
    await pass(11);
    await reading.takeFromTheDead();
    assert.equal((await reading.size()).active, 0);
    await deliveries().done('g');
  });

  test('comes back after 1, 2, 4 … seconds, a minute at most', async () => {
    await accept('h');
    const pauses: number[] = [];
    for (let tries = 1; tries <= 8; tries += 1) {
      await reading.tryAgain(await claimOne());
      const { rows } = await sql<{ pause: number }>`select
        round(extract(epoch from due_at - now()))::int as pause
        from deliveries where id = 'h'`.execute(database.kysely);
      pauses.push(rows[0]?.pause ?? 0);
      await pass(60);
    }
    assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
    await reading.release(await claimOne());
    assert.equal(await accept('h'), 'again');
    assert.equal((await claimOne()).tries, 1, 'it begins anew');
    await deliveries().done('h');
  });

  test('news of one that waits make it no later, and one that was read is not read again', async () => {
    await accept('i');
    await reading.wake('i', 60_000);
    const claim = await claimOne();
    await reading.wake('i', 0);
    assert.deepEqual(await reading.claim(1), [], 'somebody reads it');
    await reading.release(claim);
    assert.equal((await claimOne()).id, 'i');
    await deliveries().done('i');
    await reading.wake('i', 0);
    assert.deepEqual(await reading.claim(1), []);
  });

  test('neither accepting nor claiming nor counting looks at what has been read', async () => {
    // On a busy machine the database would gather statistics by itself while half of this is there.
    await sql`alter table deliveries set (autovacuum_enabled = false)`.execute(database.kysely);
    await sql`insert into deliveries (id, event, body, due_at, done_at)
      select 'old ' || n, 'push', '{}', null, now() from generate_series(1, 20000) n`.execute(
      database.kysely,
    );
    for (let n = 0; n < 20; n += 1) await accept(`new ${n}`);
    const asked: [Statement, readonly unknown[]][] = [];
    const run: Run = (statement, values) => {
      asked.push([statement, values]);
      return database.run(statement, values);
    };
    const listening = storeReading({ run });
    await storeDeliveries({ ...database, run }, AUDIENCE).accept(delivery('new 20'));
    const claims = await listening.claim(4);
    assert.equal(claims.length, 4);
    await listening.keep(claims);
    await listening.takeFromTheDead();
    assert.equal((await listening.size()).waiting, 17);
    assert.equal(asked.length, 5);
    for (const statistics of ['none', 'new']) {
      for (const [{ text }, values] of asked) {
        const plan = JSON.stringify(await database.run({ text: `explain ${text}` }, values));
        assert.doesNotMatch(plan, /Seq Scan/, `${statistics}: ${plan}`);
      }
      await sql`analyze deliveries`.execute(database.kysely);
    }
  });
});
