import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession } from '../../src/engine/session.ts';
import type { Code, Forge } from '../../src/plugin/forge.ts';
import { LEASE, openDesk } from '../support/desk.ts';
import { only, release } from '../support/release.ts';

test('a release keeps the process that it was opened with, and reads no file for it', async () => {
  const { engine } = openDesk();
  const forge = only<Forge>('forge', { code: only<Code>('code') });
  const stored = await engine.store.releases.load(release().id);
  assert.ok(stored !== undefined);
  const outside = only<typeof engine.outside>('outside', { forgeAt: () => forge });
  const { process } = openSession(Object.assign(engine, { outside }), LEASE, stored);
  assert.deepEqual(
    process.rings.map(({ name, promote }) => [name, promote.map(({ options }) => options)]),
    [
      ['propose', [{ count: 2, group: 'owners' }]],
      ['stage', []],
    ],
  );
});
