import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import { ALICE, NOW } from '../support/release.ts';
import { newRelease } from '../support/stored.ts';
import type { LabOf } from './lab.ts';
import { opener } from './opening.ts';
import { refused } from './refused.ts';

const SAID = { issue: 12, author: ALICE, body: '/lgtm\n', at: NOW };
const RING: JournalEvent = { kind: 'ring', candidate: 1, ring: 'stage' };

/** What was said about a release waits until somebody has heard it. */
export function commentsContract(lab: LabOf): void {
  keeping(lab);
  overtaking(lab);
}

function keeping(lab: LabOf): void {
  const { releases, open } = opener(lab);

  test('a comment waits until it is judged, and is kept once', async () => {
    const lease = await open(newRelease('4.0.0'));
    const comment = { ...SAID, id: 9_007_199_254, change: 'created' as const, by: ALICE };
    const edited = { ...comment, change: 'edited' as const, changedAt: NOW };
    const earlier = { ...comment, id: 7, at: '2026-05-04T09:11:59.000Z' };
    await releases().hear(lease.key, edited);
    await releases().hear(lease.key, comment);
    await releases().hear(lease.key, { ...comment, body: 'something else' });
    await releases().hear(lease.key, earlier);
    const unheard = async () => (await releases().load(lease.key))?.unheard;
    assert.deepEqual(await unheard(), [earlier, comment, edited]);
    await releases().commit(lease, { heard: [comment, edited] }, NOW);
    await releases().hear(lease.key, comment);
    assert.deepEqual(await unheard(), [earlier]);
  });
}

function overtaking(lab: LabOf): void {
  const { releases, open } = opener(lab);

  test('nothing is stored over the head of somebody who was not heard yet', async () => {
    const lease = await open(newRelease('4.1.0'));
    const comment = { ...SAID, id: 4, change: 'created', by: ALICE } as const;
    const closing = { events: [RING], isOpen: false, nextLook: null, onlyIfHeard: true } as const;
    await releases().hear(lease.key, comment);
    await refused(releases().commit(lease, closing, NOW), 'overtaken');
    const { entries, row } = (await releases().load(lease.key)) ?? {};
    assert.deepEqual([entries?.length, row?.isOpen], [1, true]);
    await releases().commit(lease, { heard: [comment] }, NOW);
    await releases().commit(lease, closing, NOW);
    assert.equal((await releases().load(lease.key))?.row.isOpen, false);
  });

  test('what was said at the same moment is heard before, or looked at afterwards', async () => {
    for (let n = 0; n < 10; n += 1) {
      const lease = await open(newRelease(`4.2.${n}`));
      const comment = { ...SAID, id: 100 + n, change: 'created', by: ALICE } as const;
      const resting = { nextLook: null, onlyIfHeard: true } as const;
      const [, rest] = await Promise.allSettled([
        releases().hear(lease.key, comment),
        releases().commit(lease, resting, NOW),
      ]);
      const isDue = (await releases().takeDue('2999-01-01T00:00:00.000Z')).includes(lease.key);
      assert.ok(rest.status === 'rejected' || isDue, 'nobody would look');
      assert.ok(isDue);
    }
  });
}
