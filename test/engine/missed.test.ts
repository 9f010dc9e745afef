import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { sweepDeliveries } from '../../src/engine/missed.ts';
import { attempt, deliveryDesk, ids } from './delivery-desk.ts';

const refused = (code: 'outside-unreachable' | 'outside-limited' | 'access-missing') =>
  new RingmasterError(code, 'no');

test('five thousand missed deliveries are fetched once each, in fifty pages, then one page', async () => {
  const attempts = ids(1, 5000).map((id, index) => attempt(id, 1 + index / 2, false));
  const desk = deliveryDesk({ attempts });
  await sweepDeliveries(desk.engine);
  assert.deepEqual(desk.asked, { pages: 50, deliveries: 5000 });
  assert.deepEqual(desk.accepted, ids(1, 5000));
  await sweepDeliveries(desk.engine);
  assert.deepEqual(desk.asked, { pages: 51, deliveries: 5000 });
  assert.deepEqual(desk.swept, ['deliveries', 'deliveries']);
});

test('several attempts at one delivery, on one page or on two, are one delivery', async () => {
  const others = ids(1, 99).map((id) => attempt(id, 5, true));
  const attempts = [attempt('a', 1, false), attempt('a', 2, false), ...others];
  attempts.push(attempt('a', 9, false), attempt('b', 10, true), attempt('b', 11, false));
  const desk = deliveryDesk({ attempts, accepted: [...ids(1, 99), 'b'] });
  await sweepDeliveries(desk.engine);
  assert.deepEqual(desk.accepted.slice(100), ['a']);
  assert.deepEqual(desk.asked, { pages: 2, deliveries: 1 });
});

test('what was acknowledged and is not in the store is fetched as well, and the gap is noted first', async () => {
  const attempts = ids(1, 20).map((id, index) => attempt(id, index, true));
  const desk = deliveryDesk({ attempts, accepted: [...ids(11, 20)] });
  await sweepDeliveries(desk.engine);
  assert.deepEqual(desk.accepted.slice(10), ids(1, 10));
  assert.equal(desk.gaps.length, 1);
});

test('one that cannot be fetched holds up no other, and is tried again where that may help', async () => {
  const attempts = ids(1, 9).map((id, index) => attempt(id, 20 * index, true));
  for (const [code, after] of [
    ['outside-unreachable', 9],
    ['access-missing', 8],
  ] as const) {
    const trouble = { at: 'd5', error: refused(code) };
    const desk = deliveryDesk({ attempts, trouble });
    await sweepDeliveries(desk.engine);
    assert.deepEqual(desk.accepted, [...ids(1, 4), ...ids(6, 9)]);
    desk.trouble = undefined;
    await sweepDeliveries(desk.engine);
    assert.equal(desk.accepted.length, after, code);
    assert.equal(desk.gaps.length, 1, 'the hole that it leaves is no second loss');
  }
});

test('one that GitHub has forgotten at one attempt is asked for at another, and then no more', async () => {
  const attempts = [attempt('a', 1, false), attempt('a', 2, false)];
  const desk = deliveryDesk({ attempts, forgotten: ['a'] });
  await sweepDeliveries(desk.engine);
  assert.deepEqual([desk.asked.deliveries, desk.accepted], [2, []]);
  assert.deepEqual(desk.swept, ['deliveries']);
});

test('where GitHub allows no more it is asked for nothing else, and the rest comes later', async () => {
  const attempts = ids(1, 9).map((id, index) => attempt(id, 20 * index, false));
  const desk = deliveryDesk({ attempts, trouble: { at: 'd3', error: refused('outside-limited') } });
  await sweepDeliveries(desk.engine);
  assert.deepEqual([desk.asked.deliveries, desk.swept], [3, []]);
  desk.trouble = undefined;
  await sweepDeliveries(desk.engine);
  assert.deepEqual(desk.accepted, ids(1, 9));
});

test('it ends between two deliveries when it is told to', async () => {
  const stopping = new AbortController();
  const desk = deliveryDesk({ attempts: ids(1, 9).map((id) => attempt(id, 1, false)) });
  desk.onAccept = (id) => {
    if (id === 'd4') stopping.abort();
  };
  await sweepDeliveries(desk.engine, stopping.signal);
  assert.deepEqual(desk.accepted, ids(1, 4));
  assert.deepEqual(desk.swept, []);
});

test('one that comes in by itself meanwhile is not fetched', async () => {
  const desk = deliveryDesk({ attempts: ids(1, 2).map((id) => attempt(id, 1, false)) });
  desk.onAccept = () => void desk.accepted.push('d2');
  await sweepDeliveries(desk.engine);
  assert.equal(desk.asked.deliveries, 1);
});

test('a list that cannot be read is an error, and changes nothing', async () => {
  const desk = deliveryDesk({ trouble: { at: 'list', error: refused('outside-unreachable') } });
  await assert.rejects(sweepDeliveries(desk.engine), { code: 'outside-unreachable' });
  assert.deepEqual([desk.accepted, desk.swept], [[], []]);
});
