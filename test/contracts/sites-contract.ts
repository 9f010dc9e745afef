import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LedgerLine } from '../../src/domain/effect.ts';
import { type Lease, siteKey } from '../../src/plugin/store.ts';
import { ALICE, NOW } from '../support/release.ts';
import type { LabOf } from './lab.ts';
import { refused } from './refused.ts';

const REPLY: LedgerLine = {
  effect: { id: 'z-first', kind: 'reply', class: 'marker', target: 'comment 3', what: {} },
  state: 'intended',
  attempts: 0,
  lastAttempt: NOW,
  found: null,
};
const LATER = '2999-01-01T00:00:00.000Z';
const REACTION: LedgerLine = { ...REPLY, effect: { ...REPLY.effect, id: 'a-second' } };
const SAID = { issue: 3, author: ALICE, body: '/release new', at: NOW, change: 'created' } as const;

/** What a store knows of a repository, and of what it was asked outside of releases. */
export function sitesContract(lab: LabOf): void {
  remembering(lab);
  planning(lab);
  hearing(lab);
  losing(lab);
}

function hands(lab: LabOf) {
  const sites = () => lab().store.sites;
  const install = async (id: number) => {
    const site = { repository: { id, owner: 'acme', name: `app${id}` }, installation: 3 };
    await sites().save(site);
    return site;
  };
  const take = async (id: number): Promise<Lease> => {
    const lease = await lab().store.leases.take(siteKey(id), 'me', 60_000);
    assert.ok(lease !== undefined);
    return lease;
  };
  return { sites, install, take };
}

function remembering(lab: LabOf): void {
  const { sites, install } = hands(lab);

  test('it is known by its id, under its newest name', async () => {
    assert.equal(await sites().byId(401), undefined);
    assert.equal(await sites().load(401), undefined);
    const site = await install(401);
    assert.deepEqual(await sites().byId(401), site);
    const renamed = { repository: { id: 401, owner: 'circus', name: 'tent' }, installation: 4 };
    await sites().save(renamed);
    assert.deepEqual(await sites().byId(401), renamed);
  });

  test('what was seen of it is remembered, also under a new name', async () => {
    const site = await install(402);
    const process = { blob: 'b', text: 'product: app\n' };
    const seen = async () => [
      await sites().swept(402),
      await sites().knownTags(402),
      await sites().lastGoodProcess(402),
    ];
    assert.deepEqual(await seen(), [undefined, undefined, undefined]);
    await sites().setSwept(402, NOW);
    await sites().setKnownTags(402, []);
    await sites().setLastGoodProcess(402, process);
    await sites().save(site);
    assert.deepEqual(await seen(), [NOW, [], process]);
    await sites().setKnownTags(402, ['v1', 'v2']);
    assert.deepEqual(await sites().knownTags(402), ['v1', 'v2']);
  });
}

function planning(lab: LabOf): void {
  const { sites, install, take } = hands(lab);

  test('effects are planned once, and loaded in that order while they are intended', async () => {
    const site = await install(403);
    await sites().plan(403, [REPLY, REACTION]);
    await sites().plan(403, [{ ...REPLY, attempts: 9 }]);
    assert.deepEqual(await sites().load(403), { site, ledger: [REPLY, REACTION], unheard: [] });
    const tried = { ...REPLY, attempts: 1 };
    const lease = await take(403);
    await sites().commit(lease, { ledger: [tried] });
    assert.deepEqual((await sites().load(403))?.ledger, [tried, REACTION]);
    await sites().commit(lease, { ledger: [{ ...tried, state: 'done' }] });
    await sites().plan(403, [REPLY]);
    assert.deepEqual((await sites().load(403))?.ledger, [REACTION]);
  });

  test('a line that was never planned may be committed', async () => {
    await install(404);
    await sites().commit(await take(404), { ledger: [REPLY] });
    assert.deepEqual((await sites().load(404))?.ledger, [REPLY]);
  });
}

function hearing(lab: LabOf): void {
  const { sites, install, take } = hands(lab);

  test('comments wait until they are judged, and are kept once', async () => {
    await install(405);
    const [first, second] = [
      { ...SAID, id: 5, by: ALICE },
      { ...SAID, id: 6, by: undefined },
    ];
    for (const comment of [second, first, second]) await sites().hear(405, comment);
    const unheard = async () => (await sites().load(405))?.unheard.map(({ id }) => id);
    assert.deepEqual(await unheard(), [5, 6]);
    await sites().commit(await take(405), { heard: [second] });
    await sites().hear(405, second);
    assert.deepEqual(await unheard(), [5]);
  });

  test('it is asked for once when it is due, and again where nobody has looked for a minute', async () => {
    await install(406);
    const lease = await take(406);
    const isDue = async (time: string) =>
      (await sites().takeDue(`2026-05-04T${time}.000Z`)).includes(406);
    assert.equal(await isDue('10:00:00'), false);
    await sites().commit(lease, { nextLook: '2026-05-04T10:00:00.000Z' });
    await sites().commit(lease, { ledger: [REPLY] });
    const due: boolean[] = [];
    for (const time of ['09:59:59', '10:00:00', '10:00:59', '10:01:00'])
      due.push(await isDue(time));
    assert.deepEqual(due, [false, true, false, true]);
    await sites().commit(lease, { nextLook: null });
    assert.equal(await isDue('23:00:00'), false);
  });
}

function losing(lab: LabOf): void {
  const { sites, install, take } = hands(lab);

  test('whoever lost the lease writes nothing', async () => {
    await install(407);
    const lease = await take(407);
    await lab().pass(60_000);
    await take(407);
    await refused(sites().commit(lease, { ledger: [REPLY] }), 'lease-lost');
    assert.deepEqual((await sites().load(407))?.ledger, []);
  });
  test('what it is told is looked at within a minute, should its wake be lost', async () => {
    for (const id of [408, 409]) await install(id);
    const due = async (time: string) =>
      (await sites().takeDue(time)).filter((id) => id === 408 || id === 409).toSorted();
    assert.deepEqual(await due(LATER), []);
    await sites().plan(408, [REPLY]);
    await sites().hear(409, { ...SAID, id: 7, by: ALICE });
    assert.deepEqual(await due(NOW), []);
    assert.deepEqual(await due(LATER), [408, 409]);
  });
}
