import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { type ReceivedEvent, readDelivery } from '../../src/engine/read-delivery.ts';
import type { Deliveries, Store } from '../../src/plugin/store.ts';
import { only } from '../support/release.ts';

const ISSUE = { action: 'opened', installation: { id: 3 }, issue: { number: 5 } };

/** A store that holds one delivery, and whoever reads it. */
function desk(body: string, receive: (event: ReceivedEvent) => Promise<void> = async () => {}) {
  const received: ReceivedEvent[] = [];
  const done: string[] = [];
  const warned: string[] = [];
  const deliveries = only<Deliveries>('deliveries', {
    read: async (id) => (id === 'd1' ? { id, event: 'issues', body } : undefined),
    done: async (id) => void done.push(id),
  });
  const engine = {
    store: only<Store>('store', { deliveries }),
    log: { info() {}, warn: (message: string) => void warned.push(message), error() {} },
  };
  return {
    received,
    done,
    warned,
    read: (id = 'd1') =>
      readDelivery(engine, id, async (event) => {
        received.push(event);
        await receive(event);
      }),
  };
}

describe('a stored delivery', () => {
  test('is handed over as it was signed, and is done', async () => {
    const at = desk(JSON.stringify(ISSUE));
    await at.read();
    assert.deepEqual(at.received, [{ id: 'd1', name: 'issues', payload: ISSUE }]);
    assert.deepEqual([at.done, at.warned], [['d1'], []]);
  });

  test('is not done before its handlers are, nor where they fail', async () => {
    const failing = desk(JSON.stringify(ISSUE), async () => {
      assert.deepEqual(failing.done, []);
      throw new RingmasterError('outside-unreachable', 'no');
    });
    await assert.rejects(failing.read(), { code: 'outside-unreachable' });
    assert.deepEqual([failing.received.length, failing.done], [1, []]);
  });

  test('whose body is forgotten was read long ago', async () => {
    const at = desk(JSON.stringify(ISSUE));
    await at.read('d2');
    assert.deepEqual([at.received, at.done], [[], []]);
  });

  for (const body of [
    '{"zen":"Speak like a human.","hook_id":1}',
    '{"installation":null}',
    '{"installation":{}}',
    '{"installation":{"id":"3"}}',
    '{"installation":{"id":1.5}}',
    '{"installation":[3]}',
    'null',
    '[]',
    '3',
    'no JSON',
    '',
  ])
    test(`of no installation is done and not tried again: ${body}`, async () => {
      const at = desk(body);
      await at.read();
      assert.deepEqual([at.received, at.done], [[], ['d1']]);
      assert.equal(at.warned.length, 1);
    });
});
