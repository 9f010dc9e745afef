import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../src/adapters/hash.ts';
import { chain, type JournalEvent } from '../../src/domain/journal.ts';
import { after } from '../../src/domain/time.ts';
import { openSession } from '../../src/engine/session.ts';
import { releaseView } from '../../src/engine/views.ts';
import type { Code, Forge } from '../../src/plugin/forge.ts';
import { LEASE, openDesk } from '../support/desk.ts';
import { NOW, only, release } from '../support/release.ts';

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

test('what was pinned after the first gap stays in doubt, whatever gaps come later', async () => {
  const { engine } = openDesk();
  const stored = await engine.store.releases.load(release().id);
  assert.ok(stored !== undefined);
  const gaps = [after(NOW, 60_000), NOW].map(
    (until): JournalEvent => ({ kind: 'gap', from: NOW, until }),
  );
  const entries = [
    ...stored.entries,
    ...chain(stored.entries.at(-1), gaps, { at: NOW, hash: sha256 }),
  ];
  const outside = only<typeof engine.outside>('outside', { forgeAt: () => only<Forge>('forge') });
  const session = openSession(Object.assign(engine, { outside }), LEASE, { ...stored, entries });
  const [step] = session.process.rings[0]?.promote ?? [];
  assert.ok(step !== undefined);
  const view = releaseView(session, step);
  assert.equal(view.gapUntil, NOW);
});
