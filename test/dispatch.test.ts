import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { dispatcher } from '../src/dispatch.ts';
import { RingmasterError } from '../src/domain/errors.ts';
import type { Engine } from '../src/engine/engine.ts';
import { readEnvironment } from '../src/environment.ts';
import { loadPlugins } from '../src/plugin/load.ts';
import type { Sites, Store } from '../src/plugin/store.ts';
import { only } from './support/release.ts';

const plugins = await loadPlugins();
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ENVIRONMENT = readEnvironment({
  APP_ID: '1',
  PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  WEBHOOK_SECRET: 'the secret of this test',
});

const PUSH = {
  ref: 'refs/heads/main',
  repository: { id: 7, name: 'app', owner: { login: 'acme' } },
  installation: { id: 9 },
};

/** What becomes of a webhook when the store fails like this. */
async function thrown(error: Error): Promise<unknown> {
  const engine = only<Engine>('engine', {
    plugins,
    store: only<Store>('store', {
      sites: only<Sites>('sites', { save: () => Promise.reject(error) }),
    }),
  });
  const receive = await dispatcher(engine, ENVIRONMENT);
  return receive({ id: '1', name: 'push', payload: PUSH }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

test('a trouble that passes by itself is known as one, although Probot gathers errors', async () => {
  const trouble = new RingmasterError('outside-unreachable', 'GitHub is down');
  assert.equal(await thrown(trouble), trouble);
});

test('a mistake of ours stays what it is', async () => {
  const mistake = new TypeError('no such thing');
  assert.equal(await thrown(mistake), mistake);
});
