import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../src/adapters/hash.ts';
import { firstBroken, type JournalEvent } from '../../src/domain/journal.ts';
import { NOW } from '../support/release.ts';
import { newRelease, SITE } from '../support/stored.ts';
import type { LabOf } from './lab.ts';
import { opener } from './opening.ts';

const RING: JournalEvent = { kind: 'ring', candidate: 1, ring: 'stage' };

/** What a store promises of a release: its artifacts, its journal, its ledger and its cards. */
export function releasesContract(lab: LabOf): void {
  opening(lab);
  joining(lab);
  journaling(lab);
  replacing(lab);
}

function opening(lab: LabOf): void {
  const { releases, open } = opener(lab);

  test('one artifact is released in one version once', async () => {
    await open(newRelease('1.1.0'));
    assert.deepEqual(await releases().create(newRelease('1.1.0'), NOW), {
      existing: '5000000001/images@1.1.0',
    });
  });

  test('of many who open the same release at once, one does', async () => {
    await lab().store.sites.save(SITE);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => releases().create(newRelease('1.2.0'), NOW)),
    );
    const existing = { existing: '5000000001/images@1.2.0' };
    assert.equal(answers.filter((answer) => answer === undefined).length, 1);
    assert.deepEqual(
      answers.filter((answer) => answer !== undefined),
      Array(7).fill(existing),
    );
  });

  test('of two who share an artifact, whichever way round, one is opened', async () => {
    await lab().store.sites.save(SITE);
    const images = newRelease('1.3.0');
    const chart = { ...newRelease('1.3.0'), row: { ...images.row, id: 'chart@1.3.0' } };
    const both = [...images.artifacts, { name: 'chart', version: '1.3.0' }];
    const answers = await Promise.all([
      releases().create({ ...images, artifacts: both }, NOW),
      releases().create({ ...chart, artifacts: both.toReversed() }, NOW),
    ]);
    assert.equal(answers.filter((answer) => answer === undefined).length, 1);
  });
}

function joining(lab: LabOf): void {
  const { releases, open } = opener(lab);

  test('an artifact that joins is taken, and one that is taken does not join', async () => {
    const lease = await open(newRelease('1.4.0'));
    const chart = { name: 'chart', version: '1.4.0' };
    await releases().commit(lease, { artifacts: [chart] }, NOW);
    const late = { ...newRelease('1.4.1'), artifacts: [chart] };
    assert.deepEqual(await releases().create(late, NOW), { existing: lease.key });
    const other = await open(newRelease('1.4.2'));
    await assert.rejects(
      releases().commit(other, { artifacts: [chart], events: [RING], issue: 144 }, NOW),
    );
    const unchanged = await releases().load(other.key);
    assert.equal(unchanged?.entries.length, 1);
    assert.equal(unchanged?.row.issue, undefined);
  });

  test('an issue tracks one release', async () => {
    await releases().commit(await open(newRelease('1.5.0')), { issue: 150 }, NOW);
    const other = await open(newRelease('1.5.1'));
    await assert.rejects(releases().commit(other, { issue: 150, events: [RING] }, NOW));
    assert.equal((await releases().load(other.key))?.entries.length, 1);
  });
}

function journaling(lab: LabOf): void {
  const { releases, open } = opener(lab);

  test('the journal is chained across commits and reads back letter for letter', async () => {
    const release = newRelease('2.0.0');
    const lease = await open(release);
    const written = await releases().commit(lease, { events: [RING, RING] }, NOW);
    await releases().commit(lease, { events: [RING] }, '2026-05-04T09:13:00.000Z');
    const entries = (await releases().load(release.row.id))?.entries ?? [];
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      [1, 2, 3, 4],
    );
    assert.deepEqual(entries.slice(1, 3), written);
    assert.deepEqual(entries[0]?.event, release.events[0]);
    assert.equal(firstBroken(entries, sha256), undefined);
    const [, second] = entries;
    assert.ok(second !== undefined);
    const forged = { ...second, body: second.body.replace('stage', 'ship') };
    assert.equal(firstBroken(entries.with(1, forged), sha256), 2);
  });

  test('what was read stays as it was, whatever is written later', async () => {
    const lease = await open(newRelease('2.1.0'));
    const before = await releases().load(lease.key);
    const copy = structuredClone(before);
    await releases().commit(lease, { events: [RING], issue: 210, nextLook: null }, NOW);
    assert.deepEqual(before, copy);
  });
}

function replacing(lab: LabOf): void {
  const { releases, open } = opener(lab);

  test('cards and ledger lines are replaced by key', async () => {
    const lease = await open(newRelease('5.0.0'));
    const card = { key: 'ring/stage', comment: 5_000_000_002, hash: 'a', writtenAt: NOW };
    const body = { key: 'issue', comment: undefined, hash: 'b', writtenAt: NOW, unsure: NOW };
    const named = { kind: 'card', class: 'marker', target: 'stage', what: {} } as const;
    const effect = { id: 'e1', ...named };
    const intended = { state: 'intended', attempts: 0, lastAttempt: undefined, found: 1 } as const;
    const line = { effect, ...intended };
    await releases().commit(lease, { cards: [card, body], ledger: [line] }, NOW);
    assert.deepEqual((await releases().load(lease.key))?.cards, [body, card]);
    const done = {
      effect,
      state: 'done',
      attempts: 1,
      lastAttempt: NOW,
      found: { id: 3 },
    } as const;
    const { unsure: _, ...sure } = body;
    await releases().commit(lease, { cards: [{ ...card, hash: 'c' }, sure], ledger: [done] }, NOW);
    const loaded = await releases().load(lease.key);
    assert.deepEqual(loaded?.cards, [sure, { ...card, hash: 'c' }]);
    assert.deepEqual(loaded?.ledger, [done]);
    const again = { ...done, attempts: 2 };
    await releases().commit(lease, { ledger: [done, again] }, NOW);
    assert.deepEqual((await releases().load(lease.key))?.ledger, [again]);
  });
}
