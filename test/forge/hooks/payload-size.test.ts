import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { Faults } from '../faults/faults.ts';
import { Listener } from '../listener.ts';
import { LiveSite } from '../live-site.ts';
import { addUser } from '../setup/accounts.ts';
import { addApp } from '../setup/apps.ts';
import { existing } from '../world/world.ts';

const LIMIT = 25 * 1024 * 1024;

test('a payload of 25 MB is sent and one byte more is not', async () => {
  const listener = await Listener.start();
  const site = new LiveSite({
    folder: tmpdir(),
    hooks: { faults: new Faults(), shuffle: undefined, inspect: () => undefined },
    onChange: () => undefined,
  });
  addUser(site, { login: 'alice' });
  const hooks = site.deliveries;
  const order = { slug: 'ringmaster', permissions: {}, events: [], webhookUrl: listener.url };
  const { appId } = await addApp({ site, hooks }, order);
  await hooks.settled();
  listener.clear();
  const app = existing(site.world.apps, appId);
  const empty = JSON.stringify({ text: '' }).length;
  for (const length of [LIMIT - empty, LIMIT - empty + 1]) {
    hooks.send({ app, event: 'ping', payload: { text: 'x'.repeat(length) } });
  }
  await hooks.settled();
  assert.deepEqual(
    listener.received.map(({ body, headers }) => [body.length, headers['x-hub-signature-256']]),
    [[LIMIT, undefined]],
    'and without a secret nothing is signed',
  );
  await site.close();
  await listener.close();
});
