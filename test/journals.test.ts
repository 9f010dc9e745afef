import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../src/adapters/store/database.ts';
import { openStore } from '../src/adapters/store/open-store.ts';
import { SILENT } from './support/log.ts';
import { candidate, NOW, release } from './support/release.ts';

const ID = release().id;

describe('the journals on the command line', () => {
  let folder: string;
  let head: string;
  let earlier: string;

  before(async (context) => {
    folder = await mkdtemp(join(tmpdir(), 'journals-'));
    if ('after' in context) context.after(() => rm(folder, { recursive: true }));
    ({ head, earlier } = await filled(folder));
  });

  test('holds together: every journal is named, with its head', async () => {
    const { status, out } = await ringmaster(folder, 'journal', 'verify');
    assert.equal(out, `ok     ${ID}: 3 entries, head ${head}\n`);
    assert.equal(status, 0);
  });

  test('the published head is found, and another one is not', async () => {
    const same = await ringmaster(folder, 'journal', 'verify', ID, '--head', head);
    assert.equal(same.status, 0);
    const other = await ringmaster(folder, 'journal', 'verify', ID, '--head', 'f'.repeat(64));
    assert.match(other.out, /^BROKEN .*not the same journal/);
    assert.equal(other.status, 1);
  });

  test('entries behind the published head are noticed, however well they are chained', async () => {
    const { status, out } = await ringmaster(folder, 'journal', 'verify', ID, '--head', earlier);
    assert.match(out, /^BROKEN .*1 more came behind the head that was published \(entry 2\)/);
    assert.equal(status, 1);
  });

  test('is shown an entry a line', async () => {
    const { out } = await ringmaster(folder, 'journal', 'show', ID);
    assert.deepEqual(
      out
        .trim()
        .split('\n')
        .map((line) => /"kind":"(\w+)"/.exec(line)?.[1]),
      ['opened', 'candidate', 'ring'],
    );
  });

  test('a changed byte is found, in the entry where it is', async () => {
    await tampered(folder);
    const { status, out } = await ringmaster(folder, 'journal', 'verify');
    assert.equal(out, `BROKEN ${ID}: entry 2 is the first that does not fit\n`);
    assert.equal(status, 1);
  });

  test('a journal that is gone as a whole is missed', async () => {
    await emptied(folder);
    const { status, out } = await ringmaster(folder, 'journal', 'verify');
    assert.match(out, /^BROKEN .*its journal is gone, and the release is still there/);
    assert.equal(status, 1);
  });

  test('what is asked wrongly is answered with the usage, and an unknown release with advice', async () => {
    for (const args of [['journal'], ['journal', 'show'], ['journal', 'verify', '--head', 'x']])
      assert.equal((await ringmaster(folder, ...args)).status, 2);
    const unknown = await ringmaster(folder, 'journal', 'show', 'no/such@1');
    assert.match(unknown.err, /there is no journal of no\/such@1\n"journal verify" without a name/);
    assert.equal(unknown.status, 1);
  });
});

/** @returns the head of the only journal there, and the one before. */
async function filled(folder: string): Promise<{ head: string; earlier: string }> {
  const { store } = await openStore({ folder }, SILENT);
  const { repository } = release();
  const site = { repository, installation: 1 };
  await store.sites.save(site);
  const process = { blob: 'b', commit: 'c', text: '' };
  await store.releases.create(
    {
      row: { id: ID, site, issue: 5, branch: 'b', isOpen: true },
      artifacts: release().artifacts,
      events: [
        { kind: 'opened', release: release(), process, rosters: {} },
        { kind: 'candidate', candidate: candidate() },
      ],
      ledger: [],
    },
    NOW,
  );
  const lease = await store.leases.take(ID, 'test', 60_000);
  assert.ok(lease !== undefined);
  const events = [{ kind: 'ring', candidate: 1, ring: 'stage' } as const];
  const [last] = await store.releases.commit(lease, { events }, NOW);
  await store.close();
  return { head: last?.hash ?? '', earlier: last?.previous ?? '' };
}

/** Whoever owns the database can switch its guard off. */
async function tampered(folder: string): Promise<void> {
  const { kysely, close } = await openDatabase({ folder }, SILENT);
  await sql`alter table entries disable trigger all`.execute(kysely);
  await sql`update entries set body = replace(body, '"n":1', '"n":7') where seq = 2`.execute(
    kysely,
  );
  await close();
}

async function emptied(folder: string): Promise<void> {
  const { kysely, close } = await openDatabase({ folder }, SILENT);
  await sql`delete from entries`.execute(kysely);
  await close();
}

function ringmaster(
  folder: string,
  ...args: readonly string[]
): Promise<{ status: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: '', RINGMASTER_DATA: folder };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli.ts', ...args], { env }, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}
