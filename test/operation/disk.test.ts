import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import pg from 'pg';
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { RingmasterProcess } from '../stage/ringmaster.ts';
import { SILENT } from '../support/log.ts';
import { postgresPrograms, serverOwner, startPostgres } from '../support/postgres.ts';
import { noSmallDisk, openSmallDisk } from './small-disk.ts';
import { type Letter, letter, openSmallSite, post, until } from './small-site.ts';

const bin = await postgresPrograms();
const noDisk = await noSmallDisk();
const skip = bin === undefined ? 'PostgreSQL is not installed' : noDisk;

const LARGE = 200_000;

/** Posts letters, and keeps those that were acknowledged. */
class Postbox {
  readonly kept: Letter[] = [];
  readonly #ringmaster: RingmasterProcess;

  constructor(ringmaster: RingmasterProcess) {
    this.#ringmaster = ringmaster;
  }

  /** @returns the status of each answer. */
  async post(count: number, size = LARGE): Promise<readonly number[]> {
    const answers: number[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      const one = letter(size);
      const status = await post(this.#ringmaster.url, one);
      if (status === 202) this.kept.push(one);
      answers.push(status);
    }
    return answers;
  }
}

/** Which of these are stored letter for letter, and read. */
async function readIn(url: string, letters: readonly Letter[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; body: string }>(
      'select id, body from deliveries where done_at is not null',
    );
    const bodies = new Map(rows.map(({ id, body }) => [id, body]));
    return letters.filter(({ id, body }) => bodies.get(id) === body).length;
  } finally {
    await client.end();
  }
}

function logged({ lines }: RingmasterProcess, words: RegExp): boolean {
  return lines.some((line) => words.test(line));
}

describe('a full disk', { skip }, () => {
  test('of PostgreSQL’s tables: what cannot be kept is not acknowledged, and work goes on when there is room', async () => {
    await using disk = await openSmallDisk(48, await serverOwner());
    const postgres = await startPostgres(bin ?? '');
    await using closing = new AsyncDisposableStack();
    closing.defer(() => postgres.stop());
    // Without room it could not even be stopped.
    closing.defer(() => disk.clear());
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query(`create tablespace small location '${disk.folder}'`);
    await client.query('alter database postgres set default_tablespace = small');
    await client.end();
    await using site = await openSmallSite();
    const ringmaster = await site.start({ DATABASE_URL: postgres.url });
    const box = new Postbox(ringmaster);
    assert.deepEqual(await box.post(3), [202, 202, 202]);
    await disk.fill();
    const told = await box.post(12);
    assert.ok(told.filter((status) => status === 503).length >= 8, told.join());
    assert.ok(
      told.every((status) => status === 503 || status === 202),
      told.join(),
    );
    await until(
      'it says so',
      () => logged(ringmaster, /no room left on its disk.*could not be stored/),
      5_000,
    );
    await disk.clear();
    assert.deepEqual(await box.post(3), [202, 202, 202]);
    const isRead = async () => (await readIn(postgres.url, box.kept)) === box.kept.length;
    await until('everything that was acknowledged is read', isRead);
    assert.equal(await ringmaster.stop(), 0);
  });

  test('of PostgreSQL’s log of changes, which may end it: Ringmaster lives on, and works when it is back', async () => {
    await using disk = await openSmallDisk(64, await serverOwner());
    const postgres = await startPostgres(bin ?? '', join(disk.folder, 'wal'));
    await using closing = new AsyncDisposableStack();
    closing.defer(() => postgres.stop());
    // Without room it could not even be stopped.
    closing.defer(() => disk.clear());
    await using site = await openSmallSite();
    const ringmaster = await site.start({ DATABASE_URL: postgres.url });
    const box = new Postbox(ringmaster);
    assert.deepEqual(await box.post(3), [202, 202, 202]);
    await disk.fill();
    await until('it takes none any more', async () => (await box.post(1))[0] === 503);
    await until(
      'it says so',
      () => logged(ringmaster, /(?:no room left|cannot be reached).*could not be stored/),
      5_000,
    );
    await disk.clear();
    await postgres.restart();
    await until('it takes webhooks again', async () => (await box.post(1))[0] === 202);
    const isRead = async () => (await readIn(postgres.url, box.kept)) === box.kept.length;
    await until('everything that was acknowledged is read', isRead);
    assert.equal(await ringmaster.stop(), 0);
  });

  test('of the embedded database: it says so, and nothing is acknowledged that is not kept', async () => {
    await using disk = await openSmallDisk(160);
    await using site = await openSmallSite();
    const settings = { RINGMASTER_DATA: `${disk.folder}/data` };
    const ringmaster = await site.start(settings);
    const box = new Postbox(ringmaster);
    assert.deepEqual(await box.post(3), [202, 202, 202]);
    await disk.fill();
    const told = await box.post(60);
    assert.ok(told.includes(503), told.join());
    assert.ok(
      told.every((status) => status === 503 || status === 202),
      told.join(),
    );
    await until('it says so', () => logged(ringmaster, /could not be stored/), 5_000);
    await ringmaster.kill();
    await disk.clear();
    const { store } = await openStore({ folder: settings.RINGMASTER_DATA }, SILENT);
    try {
      assert.deepEqual(await store.deliveries.missing(box.kept.map(({ id }) => id)), []);
    } finally {
      await store.close();
    }
    const again = await site.start(settings);
    assert.equal(await post(again.url, letter(LARGE)), 202);
  });
});
