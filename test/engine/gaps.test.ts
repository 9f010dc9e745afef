import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after } from '../../src/domain/time.ts';
import { findGap } from '../../src/engine/gaps.ts';
import { NOW } from '../support/release.ts';
import { attempt, deliveryDesk, ids } from './delivery-desk.ts';

const ago = (minutes: number) => after(NOW, -minutes * 60_000);

/** d1 is the newest, a minute old; every further one is a minute older. */
function told(count: number, isAcknowledged = true) {
  return ids(1, count).map((id, index) => attempt(id, index + 1, isAcknowledged));
}

test('a store that knows what was acknowledged has no gap, and that takes one request', async () => {
  const desk = deliveryDesk({ attempts: told(1000), accepted: [...ids(1, 1000)] });
  assert.equal(await findGap(desk.engine), undefined);
  assert.deepEqual(desk.asked, { pages: 1, deliveries: 0 });
  assert.deepEqual(desk.gaps, []);
});

test('a store restored from a backup has a gap, from the newest that it knows until now', async () => {
  for (const lost of [1, 60, 99, 100, 250]) {
    const desk = deliveryDesk({ attempts: told(400), accepted: [...ids(lost + 1, 400)] });
    const gap = { from: ago(lost + 1), noticed: NOW };
    assert.deepEqual(await findGap(desk.engine), gap, `${lost} lost`);
    assert.deepEqual(desk.gaps, [gap]);
    assert.equal(desk.asked.pages, Math.floor(lost / 100) + 1);
  }
});

test('a gap is noted once, also where the lost ones could not be fetched before the next start', async () => {
  const desk = deliveryDesk({ attempts: told(50), accepted: [...ids(31, 50)] });
  await findGap(desk.engine);
  desk.accepted.push(...ids(1, 10));
  desk.now = after(NOW, 3_600_000);
  assert.equal(await findGap(desk.engine), undefined);
  assert.equal(desk.gaps.length, 1);
});

test('a second restoration is a second gap', async () => {
  const gaps = [{ from: ago(300), noticed: ago(200) }];
  const desk = deliveryDesk({ attempts: told(400), accepted: [...ids(31, 400)], gaps });
  assert.deepEqual(await findGap(desk.engine), { from: ago(31), noticed: NOW });
  assert.equal(desk.gaps.length, 2);
});

test('a gap is seen behind what came in since the restoration', async () => {
  const accepted = [...ids(1, 5), ...ids(21, 100)];
  const desk = deliveryDesk({ attempts: told(100), accepted, newest: NOW });
  assert.deepEqual(await findGap(desk.engine), { from: ago(21), noticed: NOW });
});

test('a store that knows nothing from before the loss has lost everything, or may be a new one', async () => {
  const attempts = told(150);
  const empty = deliveryDesk({ attempts });
  const gap = { from: ago(150), noticed: NOW };
  assert.deepEqual(await findGap(empty.engine), gap);
  assert.deepEqual(empty.gaps, [gap]);
  const begun = deliveryDesk({ attempts, accepted: [...ids(1, 3)], newest: NOW });
  assert.deepEqual(await findGap(begun.engine), gap, 'deliveries came in already');
});

test('a backup older than the log is known by what the store knew last', async () => {
  const desk = deliveryDesk({ attempts: told(150), newest: ago(10_000) });
  assert.deepEqual(await findGap(desk.engine), { from: ago(10_000), noticed: NOW });
});

test('what nobody acknowledged is missed, not lost: the look goes on behind it', async () => {
  const failed = told(350, false);
  const before = [attempt('known', 500, true), attempt('older', 501, true)];
  const down = deliveryDesk({ attempts: [...failed, ...before], accepted: ['known', 'older'] });
  assert.equal(await findGap(down.engine), undefined);
  assert.equal(down.asked.pages, 4);
  const restored = deliveryDesk({ attempts: [...failed, ...before], accepted: ['older'] });
  assert.deepEqual(await findGap(restored.engine), { from: ago(501), noticed: NOW });
});

test('one of several attempts that was acknowledged is enough to tell a loss', async () => {
  const attempts = [attempt('a', 1, true), attempt('a', 2, false), attempt('b', 3, true)];
  const desk = deliveryDesk({ attempts, accepted: ['b'] });
  assert.deepEqual(await findGap(desk.engine), { from: ago(3), noticed: NOW });
});

test('the loss lies within the gap, however far our clock is behind', async () => {
  const desk = deliveryDesk({ attempts: told(9), accepted: ['d9'], now: ago(120) });
  assert.deepEqual(await findGap(desk.engine), { from: ago(9), noticed: ago(1) });
  assert.equal(await findGap(desk.engine), undefined);
});
