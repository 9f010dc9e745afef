import type { NewRelease } from '../../src/plugin/store.ts';
import { ALICE, NOW } from './release.ts';

/** A repository whose number does not fit into 32 bits. */
export const SITE = {
  repository: { id: 5_000_000_001, owner: 'acme', name: 'app' },
  installation: 7,
};
/** What is stored when a release is opened. */
export function newRelease(version: string): NewRelease {
  const id = `5000000001/images@${version}`;
  const artifacts = [{ name: 'images', version }];
  const release = {
    id,
    repository: SITE.repository,
    product: 'app',
    title: `v${version}`,
    artifacts,
    skipped: [],
    openedBy: ALICE,
    openedAt: NOW,
  };
  return {
    row: { id, site: SITE, issue: undefined, branch: `ringmaster/app-v${version}`, isOpen: true },
    artifacts,
    events: [
      { kind: 'opened', release, process: { blob: 'b', commit: 'c', text: 't' }, rosters: {} },
    ],
    ledger: [],
  };
}
