import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sha256 } from '../../../src/adapters/hash.ts';
import type { Location } from '../../../src/adapters/store/database.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { firstBroken, type JournalEvent } from '../../../src/domain/journal.ts';
import type { Queue } from '../../../src/plugin/queue.ts';
import type { NewRelease, Store } from '../../../src/plugin/store.ts';
import { SILENT } from '../../support/log.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from '../../support/postgres.ts';

const bin = await postgresPrograms();

describe('the store on the embedded database', () =>
  contract(async () => ({ location: { memory: true } })));

describe(
  'the store on PostgreSQL',
  { skip: bin === undefined ? 'PostgreSQL is not installed' : false },
  () =>
    contract(async () => {
      const server: PostgresServer = await startPostgres(bin ?? '');
      return { location: { url: server.url }, stop: () => server.stop() };
    }),
);

const NOW = '2026-05-04T09:00:00.000Z';
const SITE = { repository: { id: 5_000_000_001, owner: 'acme', name: 'app' }, installation: 7 };
const ALICE = { id: 1, login: 'alice' };

function newRelease(version: string): NewRelease {
  const id = `5000000001/images@${version}`;
  const artifacts = [{ name: 'images', version }];
  const release = {
    id,
    repository: SITE.repository,
    product: 'app',
    title: `v${version}`,
    artifacts,
    skipped: [],
    openedBy: ALICE,
    openedAt: NOW,
  };
  return {
    row: { id, site: SITE, issue: undefined, branch: `ringmaster/app-v${version}`, isOpen: true },
    artifacts,
    events: [
      { kind: 'opened', release, process: { blob: 'b', commit: 'c', text: 't' }, rosters: {} },
    ],
    ledger: [],
  };
}

const RING: JournalEvent = { kind: 'ring', candidate: 1, ring: 'stage' };

function contract(place: () => Promise<{ location: Location; stop?: () => Promise<void> }>): void {
  let store: Store;
  let queue: Queue;
  let stop: (() => Promise<void>) | undefined;

  before(async () => {
    const { location, stop: stopServer } = await place();
    stop = stopServer;
    ({ store, queue } = await openStore(location, SILENT));
    await store.sites.save(SITE);
  });

  after(async () => {
    await store.close();
    await stop?.();
  });

  const take = async (release: string) => {
    const lease = await store.leases.take(release, 'me', {
      now: NOW,
      expires: '2026-05-04T09:01:00.000Z',
    });
    assert.ok(lease !== undefined);
    return lease;
  };

  test('a release is found by its artifact, its branch and its issue, and ids beyond 32 bits survive', async () => {
    const release = newRelease('1.0.0');
    assert.equal(await store.releases.create(release, NOW), undefined);
    await store.releases.commit(await take(release.row.id), { issue: 12 }, NOW);
    const expected = { ...release.row, issue: 12 };
    assert.deepEqual(
      await store.releases.byArtifact(SITE.repository.id, 'images', '1.0.0'),
      expected,
    );
    assert.deepEqual(await store.releases.byBranch('ringmaster/app-v1.0.0'), expected);
    assert.deepEqual(await store.releases.byIssue(SITE.repository.id, 12), expected);
    assert.equal(await store.releases.byIssue(SITE.repository.id, 13), undefined);
  });

  test('one artifact is released in one version once', async () => {
    await store.releases.create(newRelease('1.1.0'), NOW);
    assert.deepEqual(await store.releases.create(newRelease('1.1.0'), NOW), {
      existing: '5000000001/images@1.1.0',
    });
  });

  test('the journal is chained across commits and reads back letter for letter', async () => {
    const release = newRelease('2.0.0');
    await store.releases.create(release, NOW);
    const lease = await take(release.row.id);
    await store.releases.commit(lease, { events: [RING, RING] }, NOW);
    const loaded = await store.releases.load(release.row.id);
    const entries = loaded?.entries ?? [];
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      [1, 2, 3],
    );
    assert.deepEqual(entries[0]?.event, release.events[0]);
    assert.equal(firstBroken(entries, sha256), undefined);
    const second = entries[1];
    assert.ok(second !== undefined);
    const forged = { ...second, body: second.body.replace('stage', 'ship') };
    assert.equal(firstBroken(entries.with(1, forged), sha256), 2);
  });

  test('whoever lost the lease writes nothing', async () => {
    const release = newRelease('3.0.0');
    await store.releases.create(release, NOW);
    const old = await take(release.row.id);
    const later = '2026-05-04T09:02:00.000Z';
    assert.equal(
      await store.leases.take(release.row.id, 'other', { now: NOW, expires: later }),
      undefined,
    );
    const fresh = await store.leases.take(release.row.id, 'other', { now: later, expires: later });
    assert.ok(fresh !== undefined && fresh.fence > old.fence);
    await assert.rejects(
      store.releases.commit(old, { events: [RING] }, later),
      (error: unknown) => error instanceof RingmasterError && error.code === 'lease-lost',
    );
    assert.equal((await store.releases.load(release.row.id))?.entries.length, 1);
  });

  test('a lease that was given back is free at once', async () => {
    const release = newRelease('3.1.0');
    await store.releases.create(release, NOW);
    await store.leases.giveBack(await take(release.row.id));
    await take(release.row.id);
  });

  test('a comment waits until it is judged, and is kept once', async () => {
    const release = newRelease('4.0.0');
    await store.releases.create(release, NOW);
    const comment = {
      id: 9_007_199_254,
      issue: 12,
      author: ALICE,
      body: '/lgtm\n',
      at: NOW,
      change: 'created' as const,
      by: ALICE,
    };
    await store.releases.hear(release.row.id, comment);
    await store.releases.hear(release.row.id, { ...comment, body: 'something else' });
    assert.deepEqual((await store.releases.load(release.row.id))?.unheard, [comment]);
    await store.releases.commit(await take(release.row.id), { heard: [comment] }, NOW);
    await store.releases.hear(release.row.id, comment);
    assert.deepEqual((await store.releases.load(release.row.id))?.unheard, []);
  });

  test('cards and ledger lines are replaced by key', async () => {
    const release = newRelease('5.0.0');
    await store.releases.create(release, NOW);
    const lease = await take(release.row.id);
    const card = { key: 'ring/stage', comment: 5_000_000_002, hash: 'a', writtenAt: NOW };
    const effect = {
      id: 'e1',
      kind: 'card' as const,
      class: 'marker' as const,
      target: 'stage',
      what: {},
    };
    const line = {
      effect,
      state: 'intended' as const,
      attempts: 0,
      lastAttempt: undefined,
      found: undefined,
    };
    await store.releases.commit(lease, { cards: [card], ledger: [line] }, NOW);
    const done = {
      ...line,
      state: 'done' as const,
      attempts: 1,
      lastAttempt: NOW,
      found: { id: 3 },
    };
    await store.releases.commit(lease, { cards: [{ ...card, hash: 'b' }], ledger: [done] }, NOW);
    const loaded = await store.releases.load(release.row.id);
    assert.deepEqual(loaded?.cards, [{ ...card, hash: 'b' }]);
    assert.deepEqual(loaded?.ledger, [done]);
  });

  test('a release is due when its next look has come, until it is closed', async () => {
    const release = newRelease('6.0.0');
    await store.releases.create(release, NOW);
    const lease = await take(release.row.id);
    await store.releases.commit(lease, { nextLook: '2026-05-04T10:00:00.000Z' }, NOW);
    const isDue = async (now: string) => (await store.releases.due(now)).includes(release.row.id);
    assert.equal(await isDue('2026-05-04T09:59:59.999Z'), false);
    assert.equal(await isDue('2026-05-04T10:00:00.000Z'), true);
    await store.releases.commit(lease, { isOpen: false }, NOW);
    assert.equal(await isDue('2026-05-04T10:00:00.000Z'), false);
  });

  test('a delivery and its job are kept once, and the job is done', async () => {
    const delivery = { id: 'guid-1', event: 'push', body: '{"a": 1}' };
    assert.equal(await store.deliveries.accept(delivery), 'new');
    assert.equal(await store.deliveries.accept(delivery), 'duplicate');
    assert.deepEqual(await store.deliveries.read('guid-1'), delivery);
    const read = Promise.withResolvers<string>();
    const woken = Promise.withResolvers<string>();
    await queue.start({
      delivery: async (id) => {
        read.resolve(id);
        await queue.wake('release', 'some-release');
        await queue.wake('release', 'some-release');
      },
      release: async (id) => woken.resolve(id),
      site: async () => {},
    });
    assert.equal(await read.promise, 'guid-1');
    assert.equal(await woken.promise, 'some-release');
    await queue.stop();
  });
}

test('a second process is kept out of the folder, until the first has closed it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringmaster-store-'));
  const { store } = await openStore({ folder }, SILENT);
  await assert.rejects(
    openStore({ folder }, SILENT),
    (error: unknown) => error instanceof RingmasterError && error.code === 'store-busy',
  );
  await store.close();
  const again = await openStore({ folder }, SILENT);
  await again.store.close();
  await rm(folder, { recursive: true });
});
