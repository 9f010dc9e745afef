import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { Lease, Store } from '../../../src/plugin/store.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { SILENT } from '../../support/log.ts';
import { NOW } from '../../support/release.ts';
import { newRelease, SITE } from '../../support/stored.ts';

onEachDatabase('a release', (location) => {
  let store: Store;
  before(async () => {
    ({ store } = await openStore(location(), SILENT));
    await store.sites.save(SITE);
  });
  after(() => store.close());

  const open = async (version: string): Promise<Lease> => {
    const release = newRelease(version);
    assert.equal(await store.releases.create(release, NOW), undefined);
    const until = { now: NOW, expires: '2026-05-04T12:00:00.000Z' };
    const lease = await store.leases.take(release.row.id, 'me', until);
    assert.ok(lease !== undefined);
    return lease;
  };

  test('is found by its artifact and its issue, and ids beyond 32 bits survive', async () => {
    await store.releases.commit(await open('1.0.0'), { issue: 12 }, NOW);
    const expected = { ...newRelease('1.0.0').row, issue: 12 };
    assert.deepEqual(
      await store.releases.byArtifact(SITE.repository.id, 'images', '1.0.0'),
      expected,
    );
    assert.deepEqual(await store.releases.byIssue(SITE.repository.id, 12), expected);
    assert.equal(await store.releases.byIssue(SITE.repository.id, 13), undefined);
  });

  test('is found by the branch of its pull requests while it is open', async () => {
    const lease = await open('2.0.0');
    const { row } = newRelease('2.0.0');
    for (const [branch, expected] of [
      [row.branch, [row]],
      [`${row.branch}-pinned-in-docs`, [row]],
      [`${row.branch}1`, []],
      [`${row.branch}/docs`, []],
      [row.branch.slice(0, -1), []],
      ['main', []],
    ] as const)
      assert.deepEqual(await store.releases.byBranch(branch), expected, branch);
    await store.releases.commit(lease, { isOpen: false }, NOW);
    assert.deepEqual(await store.releases.byBranch(row.branch), []);
  });

  test('is counted while it is open', async () => {
    const before = await store.releases.countOpen();
    const lease = await open('3.0.0');
    assert.equal(await store.releases.countOpen(), before + 1);
    await store.releases.commit(lease, { isOpen: false }, NOW);
    assert.equal(await store.releases.countOpen(), before);
  });

  test('is due when its next look has come, until it is closed', async () => {
    const lease = await open('4.0.0');
    await store.releases.commit(lease, { nextLook: '2026-05-04T10:00:00.000Z' }, NOW);
    assert.equal(await isDue(lease, '2026-05-04T09:59:59.999Z'), false);
    assert.equal(await isDue(lease, '2026-05-04T10:00:00.000Z'), true);
    await store.releases.commit(lease, { isOpen: false }, NOW);
    assert.equal(await isDue(lease, '2026-05-04T11:00:00.000Z'), false);
  });

  test('that is due is asked for once, and again where nobody has looked for a minute', async () => {
    const lease = await open('5.0.0');
    await store.releases.commit(lease, { nextLook: '2026-05-04T10:00:00.000Z' }, NOW);
    const times = ['10:00:00', '10:00:01', '10:00:59', '10:01:00', '10:01:01'];
    const due: boolean[] = [];
    for (const time of times) due.push(await isDue(lease, `2026-05-04T${time}.000Z`));
    assert.deepEqual(due, [true, false, false, true, false]);
    await store.releases.commit(lease, { nextLook: '2026-05-04T10:01:30.000Z' }, NOW);
    assert.equal(await isDue(lease, '2026-05-04T10:01:30.000Z'), true);
  });

  const isDue = async ({ key }: Lease, now: string) =>
    (await store.releases.takeDue(now)).includes(key);
});
