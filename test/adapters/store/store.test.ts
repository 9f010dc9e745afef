import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sha256 } from '../../../src/adapters/hash.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { firstBroken, type JournalEvent } from '../../../src/domain/journal.ts';
import type { Store } from '../../../src/plugin/store.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { SILENT } from '../../support/log.ts';
import { ALICE, NOW } from '../../support/release.ts';
import { newRelease, SITE } from '../../support/stored.ts';

const RING: JournalEvent = { kind: 'ring', candidate: 1, ring: 'stage' };

onEachDatabase('the store', (location) => {
  let store: Store;
  before(async () => {
    ({ store } = await openStore(location(), SILENT));
    await store.sites.save(SITE);
  });
  after(() => store.close());

  const take = async (release: string) => {
    const lease = await store.leases.take(release, 'me', {
      now: NOW,
      expires: '2026-05-04T09:13:00.000Z',
    });
    assert.ok(lease !== undefined);
    return lease;
  };

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
    const later = '2026-05-04T09:14:00.000Z';
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
    const again = { ...done, attempts: 2 };
    await store.releases.commit(lease, { ledger: [done, again] }, NOW);
    assert.deepEqual((await store.releases.load(release.row.id))?.ledger, [again]);
  });
});

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
