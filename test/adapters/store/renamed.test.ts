import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { JournalEvent } from '../../../src/domain/journal.ts';
import { SILENT } from '../../support/log.ts';
import { IMAGES, NOW, release } from '../../support/release.ts';

const OLD = { repository: { id: 7, owner: 'acme', name: 'app' }, installation: 1 };
const RENAMED = { repository: { id: 7, owner: 'circus', name: 'tent' }, installation: 2 };
const NAMESAKE = { repository: { id: 8, owner: 'acme', name: 'app' }, installation: 1 };

test('a release follows its repository to a new name, and leaves the old name to whoever takes it', async () => {
  const { store } = await openStore({ memory: true }, SILENT);
  try {
    await store.sites.save(OLD);
    const opened: JournalEvent = {
      kind: 'opened',
      release: release(),
      process: { blob: 'b', commit: 'c', text: 't' },
      rosters: {},
    };
    const row = {
      id: release().id,
      site: OLD,
      issue: 5,
      branch: 'ringmaster/app-v0.1.0',
      isOpen: true,
    };
    await store.releases.create({ row, artifacts: [IMAGES], events: [opened], ledger: [] }, NOW);
    await store.sites.save(RENAMED);
    await store.sites.save(NAMESAKE);
    assert.deepEqual((await store.releases.load(row.id))?.row.site, RENAMED);
    assert.equal((await store.releases.byIssue(7, 5))?.id, row.id);
    assert.equal(await store.releases.byIssue(8, 5), undefined);
    assert.equal(await store.releases.byArtifact(8, IMAGES.name, IMAGES.version), undefined);
    assert.deepEqual(await store.releases.open(8), []);
  } finally {
    await store.close();
  }
});
