import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import type { Lease } from '../../src/plugin/store.ts';
import { NOW } from '../support/release.ts';
import { newRelease, SITE } from '../support/stored.ts';
import type { LabOf } from './lab.ts';
import { refused } from './refused.ts';

const RING: JournalEvent = { kind: 'ring', candidate: 1, ring: 'stage' };
const MINUTE = 60_000;

/** How a store keeps two workers from acting for one release. */
export function leasesContract(lab: LabOf): void {
  taking(lab);
  renewing(lab);
  losing(lab);
  sharing(lab);
}

function hands(lab: LabOf) {
  const take = (key: string, holder = 'me') => lab().store.leases.take(key, holder, MINUTE);
  const taken = async (key: string, holder?: string): Promise<Lease> => {
    const lease = await take(key, holder);
    assert.ok(lease !== undefined);
    return lease;
  };
  const release = async (version: string): Promise<string> => {
    await lab().store.sites.save(SITE);
    await lab().store.releases.create(newRelease(version), NOW);
    return newRelease(version).row.id;
  };
  const write = (lease: Lease) => lab().store.releases.commit(lease, { events: [RING] }, NOW);
  return { take, taken, release, write };
}

function taking(lab: LabOf): void {
  const { take, taken } = hands(lab);

  test('one of many who want it has it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => take('race', `w${n}`)));
    assert.equal(answers.filter((lease) => lease !== undefined).length, 1);
  });

  test('it says when it was taken and for how long, and the next one counts on', async () => {
    const first = await taken('named');
    assert.deepEqual(first, { key: 'named', fence: 1, at: first.at, duration: MINUTE });
    assert.match(first.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    await lab().store.leases.giveBack(first);
    const second = await taken('named');
    assert.equal(second.fence, 2);
    assert.ok(second.at >= first.at);
    assert.ok((await lab().store.now()) >= second.at);
  });

  test('it is held until its time is over by the clock of the store', async () => {
    await taken('held');
    await lab().pass(MINUTE - 10_000);
    assert.equal(await take('held', 'other'), undefined);
    await lab().pass(10_000);
    assert.equal((await taken('held', 'other')).fence, 2);
  });
}

function renewing(lab: LabOf): void {
  const { take, taken, release, write } = hands(lab);

  test('every commit begins its time anew', async () => {
    const lease = await taken(await release('31.0.0'));
    for (let count = 0; count < 3; count += 1) {
      await lab().pass(MINUTE - 20_000);
      await write(lease);
    }
    await lab().pass(MINUTE - 20_000);
    assert.equal(await take(lease.key, 'other'), undefined);
    await lab().pass(20_000);
    assert.ok((await take(lease.key, 'other')) !== undefined);
  });

  test('whoever was silent too long may go on where nobody took over', async () => {
    const lease = await taken(await release('32.0.0'));
    await lab().pass(2 * MINUTE);
    await write(lease);
    assert.equal(await take(lease.key, 'other'), undefined);
  });
}

function losing(lab: LabOf): void {
  const { take, taken, release, write } = hands(lab);

  test('whoever lost it writes nothing, and takes it from nobody', async () => {
    const old = await taken(await release('33.0.0'));
    await lab().pass(MINUTE);
    const fresh = await taken(old.key, 'other');
    assert.ok(fresh.fence > old.fence);
    const late = { events: [RING], issue: 33, isOpen: false };
    await refused(lab().store.releases.commit(old, late, NOW), 'lease-lost');
    await lab().store.leases.giveBack(old);
    assert.equal(await take(old.key), undefined, 'it is still held by the other');
    const loaded = await lab().store.releases.load(old.key);
    assert.deepEqual(
      [loaded?.entries.length, loaded?.row.issue, loaded?.row.isOpen],
      [1, undefined, true],
    );
    await write(fresh);
  });

  test('one that was given back is free at once, and nothing is written under it', async () => {
    const lease = await taken(await release('34.0.0'));
    await lab().store.leases.giveBack(lease);
    await refused(write(lease), 'lease-lost');
    await write(await taken(lease.key, 'other'));
  });

  test('nothing is written under a lease that was never taken', async () => {
    const lease = { key: await release('35.0.0'), fence: 1, at: NOW, duration: MINUTE };
    await refused(write(lease), 'lease-lost');
  });
}

function sharing(lab: LabOf): void {
  const { take, release, write } = hands(lab);

  test('two who take over in turn never write between one another', async () => {
    const key = await release('36.0.0');
    const workers = Array.from({ length: 6 }, async (_, n) => {
      const lease = await take(key, `w${n}`);
      if (lease === undefined) return 0;
      const entries = await write(lease);
      await lab().store.leases.giveBack(lease);
      return entries.length;
    });
    const written = (await Promise.all(workers)).reduce((sum, count) => sum + count, 0);
    assert.ok(written > 0);
    assert.equal((await lab().store.releases.load(key))?.entries.length, 1 + written);
  });
}
