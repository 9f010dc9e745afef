import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { findGap } from '../../src/engine/gaps.ts';
import { sweepDeliveries } from '../../src/engine/missed.ts';
import { sweep } from '../../src/engine/sweep.ts';
import { assertGenuine } from '../support/genuine.ts';
import { type ForgeDesk, openForgeDesk } from './forge-desk.ts';

const LIST = 'GET /app/hook/deliveries';
const ONE = 'GET /app/hook/deliveries/{delivery_id}';
const LOOK = 'GET /repos/{owner}/{repo}/issues/{issue_number}';

describe('catching up with the forge', () => {
  let desk: ForgeDesk;
  before(async () => {
    desk = await openForgeDesk();
    await desk.forge.settled();
  });
  afterEach(() => desk.forge.faults.clear());
  after(() => desk.close());

  /** What was to be told since then, each once: its guid, and whether the store has it word for word. */
  async function told(since: number): Promise<readonly boolean[]> {
    const bodies = new Map(
      desk.forge.deliveries.slice(since).map(({ guid, body }) => [guid, body]),
    );
    return Promise.all(
      [...bodies].map(async ([guid, body]) => {
        const stored = await desk.store.deliveries.read(guid);
        return JSON.stringify(JSON.parse(stored?.body ?? 'null')) === body;
      }),
    );
  }

  async function file(title: string): Promise<void> {
    await desk.as('POST', '/issues', { title });
    await desk.forge.settled();
  }

  test('webhooks that nobody answered, or that were refused, are fetched letter for letter', async () => {
    const since = desk.forge.deliveries.length;
    desk.forge.faults.add({ kind: 'lose-hook', recorded: true, on: { event: 'issues' }, times: 2 });
    for (const title of ['lost', 'lost as well', 'heard']) await file(title);
    desk.status = 503;
    await file('refused');
    desk.status = 202;
    desk.forge.faults.add({ kind: 'duplicate-hook', on: { event: 'issues' } });
    await file('twice');
    assert.deepEqual(await told(since), [false, false, true, false, true]);
    const asked = await desk.asked(() => sweepDeliveries(desk.engine));
    assert.deepEqual(asked, [LIST, ONE, ONE, ONE]);
    assert.deepEqual(await told(since), [true, true, true, true, true]);
    assert.deepEqual(await desk.asked(() => sweepDeliveries(desk.engine)), [LIST]);
    assert.equal(await findGap(desk.engine), undefined);
  });

  test('a hundred and more attempts are read page by page', async () => {
    const since = desk.forge.deliveries.length;
    desk.status = 500;
    for (let n = 0; n < 30; n += 1) await file(`missed ${n}`);
    const [{ id = 0 } = {}] = desk.forge.deliveries.slice(since);
    for (let n = 0; n < 90; n += 1) await desk.redeliver(id);
    await desk.forge.settled();
    desk.status = 202;
    const asked = await desk.asked(() => sweepDeliveries(desk.engine));
    assert.deepEqual(
      [
        asked.filter((route) => route === LIST).length,
        asked.filter((route) => route === ONE).length,
      ],
      [2, 30],
    );
    assert.ok((await told(since)).every((isThere) => isThere));
  });

  test('a restored store has a gap, which takes one request to see, and gets back what it lost', async () => {
    await file('before the backup');
    const backup = desk.store.snapshot();
    const since = desk.forge.deliveries.length;
    await file('lost with the store');
    desk.store.restore(backup);
    assert.deepEqual(await desk.asked(() => findGap(desk.engine)), [LIST]);
    assert.equal((await desk.store.gaps.all()).length, 1);
    const anew = { ...desk.engine };
    await sweepDeliveries(anew);
    assert.deepEqual(await told(since), [true]);
    assert.equal(await findGap(anew), undefined);
    assert.equal((await desk.store.gaps.all()).length, 1);
  });

  test('a webhook that was not even attempted is made up for by looking at the state', async () => {
    desk.forge.faults.add({ kind: 'lose-hook', on: {}, times: 99 });
    await file('unheard of');
    const fetched = await desk.asked(() => sweepDeliveries(desk.engine));
    assert.ok(!fetched.includes(ONE));
    const asked = await desk.asked(() => sweep(desk.engine));
    assert.ok(asked.includes(LOOK));
  });

  test('a repository where nothing goes on costs three requests a sweep', async () => {
    await sweep(desk.engine);
    const asked = await desk.asked(() => sweep(desk.engine));
    // Every issue of this test has changed within the five minutes that are looked at again.
    assert.deepEqual(asked.filter((route) => route !== LOOK).toSorted(), [
      'GET /app/installations',
      'GET /installation/repositories',
      'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
      'GET /repos/{owner}/{repo}/issues',
      'GET /repos/{owner}/{repo}/issues/comments',
    ]);
  });

  test('the forge was asked for nothing that GitHub does not have', () => assertGenuine(desk));
});
