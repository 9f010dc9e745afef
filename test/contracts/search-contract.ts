import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lease } from '../../src/plugin/store.ts';
import { NOW } from '../support/release.ts';
import { newRelease, SITE } from '../support/stored.ts';
import type { LabOf } from './lab.ts';

const REPOSITORY = SITE.repository.id;

/** How a store finds releases without reading their journals. */
export function searchContract(lab: LabOf): void {
  finding(lab);
  listing(lab);
  following(lab);
}

function hands(lab: LabOf) {
  const releases = () => lab().store.releases;
  const open = async (version: string): Promise<Lease> => {
    await lab().store.sites.save(SITE);
    const release = newRelease(version);
    assert.equal(await releases().create(release, NOW), undefined);
    const lease = await lab().store.leases.take(release.row.id, 'me', 60_000);
    assert.ok(lease !== undefined);
    return lease;
  };

  const isDue = async ({ key }: Lease, now: string) =>
    (await releases().takeDue(now)).includes(key);
  return { releases, open, isDue };
}

function finding(lab: LabOf): void {
  const { releases, open } = hands(lab);

  test('it is found by its artifact and its issue, and ids beyond 32 bits survive', async () => {
    await releases().commit(await open('21.0.0'), { issue: 2112 }, NOW);
    const expected = { ...newRelease('21.0.0').row, issue: 2112 };
    assert.deepEqual(await releases().byArtifact(REPOSITORY, 'images', '21.0.0'), expected);
    assert.deepEqual(await releases().byIssue(REPOSITORY, 2112), expected);
    assert.equal(await releases().byIssue(REPOSITORY, 2113), undefined);
    assert.equal(await releases().byArtifact(REPOSITORY, 'chart', '21.0.0'), undefined);
    assert.equal(await releases().load('nobody knows it'), undefined);
  });

  test('it is found by the branch of its pull requests while it is open', async () => {
    const lease = await open('22.0.0');
    const { row } = newRelease('22.0.0');
    for (const [branch, expected] of [
      [row.branch, [row]],
      [`${row.branch}-pinned-in-docs`, [row]],
      [`${row.branch}1`, []],
      [`${row.branch}/docs`, []],
      [row.branch.slice(0, -1), []],
      ['main', []],
    ] as const)
      assert.deepEqual(await releases().byBranch(branch), expected, branch);
    await releases().commit(lease, { isOpen: false }, NOW);
    assert.deepEqual(await releases().byBranch(row.branch), []);
  });
}

function listing(lab: LabOf): void {
  const { releases, open, isDue } = hands(lab);

  test('it is counted and listed while it is open', async () => {
    const before = await releases().countOpen();
    const lease = await open('23.0.0');
    const isListed = async (repository?: number) =>
      (await releases().open(repository)).some(({ id }) => id === lease.key);
    assert.equal(await releases().countOpen(), before + 1);
    assert.deepEqual(
      [await isListed(), await isListed(REPOSITORY), await isListed(1)],
      [true, true, false],
    );
    await releases().commit(lease, { isOpen: false }, NOW);
    assert.equal(await releases().countOpen(), before);
    assert.equal(await isListed(), false);
  });

  test('it is due when its next look has come, until it is closed', async () => {
    const lease = await open('24.0.0');
    await releases().commit(lease, { nextLook: '2026-05-04T10:00:00.000Z' }, NOW);
    assert.equal(await isDue(lease, '2026-05-04T09:59:59.999Z'), false);
    assert.equal(await isDue(lease, '2026-05-04T10:00:00.000Z'), true);
    await releases().commit(lease, { isOpen: false }, NOW);
    assert.equal(await isDue(lease, '2026-05-04T11:00:00.000Z'), false);
  });
}

function following(lab: LabOf): void {
  const { releases, open, isDue } = hands(lab);

  test('it is asked for once when it is due, and again where nobody has looked for a minute', async () => {
    const lease = await open('25.0.0');
    await releases().commit(lease, { nextLook: '2026-05-04T10:00:00.000Z' }, NOW);
    const due: boolean[] = [];
    for (const time of ['10:00:00', '10:00:01', '10:00:59', '10:01:00', '10:01:01'])
      due.push(await isDue(lease, `2026-05-04T${time}.000Z`));
    assert.deepEqual(due, [true, false, false, true, false]);
    await releases().commit(lease, { nextLook: '2026-05-04T10:01:30.000Z' }, NOW);
    assert.equal(await isDue(lease, '2026-05-04T10:01:30.000Z'), true);
    await releases().commit(lease, { nextLook: null }, NOW);
    assert.equal(await isDue(lease, '2027-05-04T10:01:30.000Z'), false);
  });

  test('it follows its repository to a new name, and leaves the old name to whoever takes it', async () => {
    const site = { repository: { id: 77, owner: 'acme', name: 'app' }, installation: 1 };
    const renamed = { repository: { id: 77, owner: 'circus', name: 'tent' }, installation: 2 };
    const namesake = { repository: { id: 78, owner: 'acme', name: 'app' }, installation: 1 };
    const fresh = newRelease('26.0.0');
    const row = { ...fresh.row, id: '77/images@26.0.0', site, issue: 5 };
    await lab().store.sites.save(site);
    await releases().create({ ...fresh, row }, NOW);
    await lab().store.sites.save(renamed);
    await lab().store.sites.save(namesake);
    assert.deepEqual((await releases().load(row.id))?.row.site, renamed);
    assert.equal((await releases().byIssue(77, 5))?.id, row.id);
    assert.equal(await releases().byIssue(78, 5), undefined);
    assert.equal(await releases().byArtifact(78, 'images', '26.0.0'), undefined);
    assert.deepEqual(await releases().open(78), []);
  });
}
