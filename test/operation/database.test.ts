import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { request } from 'undici';
import { postgresPrograms, startPostgres } from '../support/postgres.ts';
import { letter, openSmallSite, post, until } from './small-site.ts';

const bin = await postgresPrograms();
const skip = bin === undefined ? 'PostgreSQL is not installed' : false;

async function healthOf(url: string): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await request(`${url}/healthz`);
  return { status: statusCode, text: await body.text() };
}

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const READ = 'select id from deliveries where done_at is not null';

describe('a database', { skip }, () => {
  test('that is gone for a while: nothing is acknowledged meanwhile, and everything goes on', async () => {
    const postgres = await startPostgres(bin ?? '');
    await using closing = new AsyncDisposableStack();
    closing.defer(() => postgres.stop());
    await using site = await openSmallSite();
    const ringmaster = await site.start({ DATABASE_URL: postgres.url });
    const kept = letter();
    assert.equal(await post(ringmaster.url, kept), 202);
    await postgres.restart(async () => {
      assert.equal(await post(ringmaster.url, letter()), 503);
      const { status, text } = await healthOf(ringmaster.url);
      assert.equal(status, 503);
      assert.match(text, /"reason":"store"/);
      assert.doesNotMatch(text, /127\.0\.0\.1|ECONN|postgres/);
    });
    await until('it is well', async () => (await healthOf(ringmaster.url)).status === 200);
    const later = letter();
    assert.equal(await post(ringmaster.url, later), 202);
    await until('both are read', async () => {
      const read = new Set((await query(postgres.url, READ)).map(({ id }) => id));
      return read.has(kept.id) && read.has(later.id);
    });
    assert.equal(await ringmaster.stop(), 0);
  });

  test('whose disk is slow: acknowledgements are late, and nothing is lost', async () => {
    const postgres = await startPostgres(bin ?? '');
    await using closing = new AsyncDisposableStack();
    closing.defer(() => postgres.stop());
    await using site = await openSmallSite();
    const ringmaster = await site.start({ DATABASE_URL: postgres.url });
    await query(postgres.url, SLOW);
    const letters = Array.from({ length: 24 }, () => letter());
    const begun = performance.now();
    const answers = await Promise.all(letters.map((each) => post(ringmaster.url, each)));
    const took = performance.now() - begun;
    assert.ok(took >= 1_500, `${took} ms`);
    assert.deepEqual(new Set(answers), new Set([202]));
    assert.equal((await healthOf(ringmaster.url)).status, 200);
    await until('all are read', async () => {
      const read = new Set((await query(postgres.url, READ)).map(({ id }) => id));
      return letters.every(({ id }) => read.has(id));
    });
    assert.equal(await ringmaster.stop(), 0);
  });

  test('that hangs keeps nobody waiting who asks how it is', async () => {
    const postgres = await startPostgres(bin ?? '');
    await using closing = new AsyncDisposableStack();
    closing.defer(() => postgres.stop());
    await using site = await openSmallSite();
    const ringmaster = await site.start({ DATABASE_URL: postgres.url });
    const lock = new pg.Client({ connectionString: postgres.url });
    await lock.connect();
    await lock.query('begin');
    await lock.query('lock table releases in access exclusive mode');
    const begun = performance.now();
    const { status } = await healthOf(ringmaster.url);
    assert.equal(status, 503);
    assert.ok(performance.now() - begun < 8_000);
    await lock.query('rollback');
    await lock.end();
    await until('it is well', async () => (await healthOf(ringmaster.url)).status === 200);
    assert.equal(await ringmaster.stop(), 0);
  });
});

/** Every delivery takes as long to be written as on a disk that is nearly dead. */
const SLOW = `create function crawl() returns trigger language plpgsql as
    $$ begin perform pg_sleep(1.5); return new; end $$;
  create trigger crawling before insert on deliveries for each row execute function crawl()`;
