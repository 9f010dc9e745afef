import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery } from '../../src/plugin/store.ts';
import type { LabOf } from './lab.ts';

const LATER = '2999-01-01T00:00:00.000Z';

/** How a store keeps webhooks, so that none is lost and none is read twice. */
export function deliveriesContract(lab: LabOf): void {
  accepting(lab);
  settingAside(lab);
  forgetting(lab);
}

function hands(lab: LabOf) {
  const deliveries = () => lab().store.deliveries;
  const delivery = (id: string): Delivery => ({ id, event: 'push', body: '{"a": 1,  "b":"ü"}\n' });
  return { deliveries, delivery };
}

function accepting(lab: LabOf): void {
  const { deliveries, delivery } = hands(lab);

  test('it is kept once, letter for letter', async () => {
    assert.equal(await deliveries().read('d1'), undefined);
    assert.equal(await deliveries().accept(delivery('d1')), 'new');
    assert.equal(await deliveries().accept({ ...delivery('d1'), body: 'other' }), 'duplicate');
    assert.deepEqual(await deliveries().read('d1'), delivery('d1'));
    await deliveries().done('d1');
    assert.equal(await deliveries().accept(delivery('d1')), 'duplicate');
  });

  test('of many copies that come at once one is new', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => deliveries().accept(delivery('d2'))),
    );
    assert.deepEqual(answers.toSorted(), [...Array(9).fill('duplicate'), 'new']);
  });

  test('those that never came are missing', async () => {
    await deliveries().accept(delivery('d3'));
    assert.deepEqual(await deliveries().missing(['x', 'd3', 'y', 'x']), ['x', 'y']);
    assert.deepEqual(await deliveries().missing([]), []);
  });

  test('the newest is known by when it came', async () => {
    await deliveries().accept(delivery('d4'));
    const before = await deliveries().newest();
    assert.match(before ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    await lab().until(async () => {
      await deliveries().accept(delivery(`d4 ${Math.random()}`));
      return (await deliveries().newest()) !== before;
    });
    assert.ok(((await deliveries().newest()) ?? '') > (before ?? ''));
  });
}

function settingAside(lab: LabOf): void {
  const { deliveries, delivery } = hands(lab);

  test('one that cannot be read is set aside with its body, until it is read', async () => {
    await deliveries().accept(delivery('d5'));
    await deliveries().accept(delivery('d6'));
    await deliveries().setAside('d5', 'nobody understands it');
    await deliveries().setAside('d5', 'nobody ever will');
    const aside = async () =>
      (await deliveries().aside()).map(({ id, event, reason }) => [id, event, reason]);
    assert.deepEqual(await aside(), [['d5', 'push', 'nobody ever will']]);
    assert.deepEqual(await deliveries().read('d5'), delivery('d5'));
    await lab().pass(1000);
    await deliveries().setAside('d6', 'nor this');
    assert.deepEqual(
      (await aside()).map(([id]) => id),
      ['d6', 'd5'],
    );
    await deliveries().done('d5');
    assert.deepEqual(
      (await aside()).map(([id]) => id),
      ['d6'],
    );
    await deliveries().done('d6');
  });
}

function forgetting(lab: LabOf): void {
  const { deliveries, delivery } = hands(lab);

  test('bodies are forgotten once they are read, and ids are not', async () => {
    for (const id of ['d7', 'd8']) await deliveries().accept(delivery(id));
    await deliveries().done('d7');
    assert.equal(await deliveries().forgetBodies('2000-01-01T00:00:00.000Z'), 0);
    assert.ok((await deliveries().forgetBodies(LATER)) > 0);
    assert.equal(await deliveries().forgetBodies(LATER), 0);
    assert.equal(await deliveries().read('d7'), undefined);
    assert.deepEqual(await deliveries().read('d8'), delivery('d8'));
    assert.deepEqual(await deliveries().missing(['d7']), []);
    assert.equal(await deliveries().accept(delivery('d7')), 'duplicate');
  });

  test('gaps are kept in the order in which they were noticed', async () => {
    const { gaps } = lab().store;
    assert.deepEqual(await gaps.all(), []);
    const first = { from: '2026-05-04T09:00:00.000Z', noticed: '2026-05-04T10:00:00.000Z' };
    const second = { from: '2026-05-04T09:00:00.000Z', noticed: '2026-05-04T11:00:00.000Z' };
    for (const gap of [second, first, second]) await gaps.add(gap);
    assert.deepEqual(await gaps.all(), [first, second]);
  });
}
