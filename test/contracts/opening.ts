import assert from 'node:assert/strict';
import type { Lease, NewRelease } from '../../src/plugin/store.ts';
import { NOW } from '../support/release.ts';
import { SITE } from '../support/stored.ts';
import type { LabOf } from './lab.ts';

/** Opens releases, and takes their leases. */
export function opener(lab: LabOf) {
  const releases = () => lab().store.releases;
  const open = async (release: NewRelease): Promise<Lease> => {
    await lab().store.sites.save(SITE);
    assert.equal(await releases().create(release, NOW), undefined);
    const lease = await lab().store.leases.take(release.row.id, 'me', 60_000);
    assert.ok(lease !== undefined);
    return lease;
  };
  return { releases, open };
}
