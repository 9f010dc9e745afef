import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../src/adapters/hash.ts';
import { type CommentHeard, chain, type JournalEvent } from '../../src/domain/journal.ts';
import type { Signoff } from '../../src/domain/signoff.ts';
import { after, type Instant } from '../../src/domain/time.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { vanishedComments } from '../../src/engine/vanished.ts';
import type { Comment, Forge, Issues } from '../../src/plugin/forge.ts';
import type { ReleaseRow, Releases, Store } from '../../src/plugin/store.ts';
import { comment } from '../support/desk.ts';
import { BOB, CAROL, candidate, NOW, only, release, signoff } from '../support/release.ts';

const SETTLE = 120_000;
const SITE = { repository: release().repository, installation: 1 };
const ROW: ReleaseRow = { id: release().id, site: SITE, issue: 5, branch: 'b', isOpen: true };

interface World {
  readonly events: readonly JournalEvent[];
  /** Comments that GitHub lists, one list after the other; the last one is listed from then on. */
  readonly lists: readonly (readonly number[])[];
  readonly now?: Instant;
}

/** What is found to be gone, and since when it was asked for what stands, each time. */
async function look({ events, lists, now = after(NOW, 3_600_000) }: World) {
  const asked: Instant[] = [];
  const issues = only<Issues>('issues', {
    async commentsOf(number, since) {
      assert.equal(number, 5);
      asked.push(since);
      const ids = lists[Math.min(asked.length, lists.length) - 1] ?? [];
      return ids.map((id): Comment => {
        const { author, at, body } = comment(id, BOB, '');
        return { id, issue: 5, author, isBot: false, body, createdAt: at, updatedAt: at };
      });
    },
  });
  const opened: JournalEvent = {
    kind: 'opened',
    release: release(),
    process: { blob: 'b', commit: 'c', text: 't' },
    rosters: {},
  };
  const cut: JournalEvent = { kind: 'candidate', candidate: candidate() };
  const entries = chain(undefined, [opened, cut, ...events], { at: NOW, hash: sha256 });
  const engine = only<Engine>('engine', {
    clock: { now: () => now, sleep: async () => {}, every: () => ({ stop: async () => {} }) },
    settings: only<Engine['settings']>('settings', { settle: SETTLE }),
    outside: only<Engine['outside']>('outside', {
      forgeAt: () => only<Forge>('forge', { issues }),
    }),
    store: only<Store>('store', {
      now: async () => now,
      releases: only<Releases>('releases', {
        load: async () => ({ row: ROW, entries, ledger: [], cards: [], unheard: [] }),
      }),
    }),
  });
  const gone = await vanishedComments(engine, ROW);
  return { gone, ids: gone.map(({ id }) => id), asked };
}

/** A sign-off as it stands in the journal. */
function signed(id: number, changes: Partial<Signoff> = {}): readonly JournalEvent[] {
  const heard = comment(id, BOB, '/lgtm');
  const { at } = heard;
  return [
    { kind: 'comment', comment: heard },
    { kind: 'signed', signoff: signoff(BOB, { id: `${id}/1`, comment: id, at, ...changes }) },
  ];
}

const changed = (id: number, changes: Partial<CommentHeard>): JournalEvent => ({
  kind: 'comment',
  comment: comment(id, BOB, '/lgtm', changes),
});

test('support whose comment is gone is heard as deleted, by nobody knows whom', async () => {
  const events = [...signed(11), ...signed(12)];
  const { gone } = await look({ events, lists: [[12]] });
  assert.deepEqual(gone, [comment(11, BOB, '/lgtm', { change: 'deleted', by: undefined })]);
});

test('where all support stands it takes one request, from the oldest on', async () => {
  const events = [...signed(12), ...signed(11)];
  const { ids, asked } = await look({ events, lists: [[11, 12, 13]] });
  assert.deepEqual([ids, asked], [[], [comment(11, BOB, '').at]]);
});

test('where nothing supports the release it takes no request', async () => {
  const withdrawn: JournalEvent = { kind: 'withdrawn', comment: 11, because: 'edited' };
  for (const events of [
    [],
    [changed(11, {})],
    signed(11, { choice: 'cancel' }),
    signed(11, { candidate: 7 }),
    [...signed(11), withdrawn],
  ]) {
    const { ids, asked } = await look({ events, lists: [[]] });
    assert.deepEqual([ids, asked], [[], []]);
  }
});

test('what one list leaves out and the next one shows is not gone', async () => {
  const { ids, asked } = await look({ events: [...signed(11), ...signed(12)], lists: [[], [11]] });
  assert.deepEqual(ids, [12]);
  assert.equal(asked.length, 2);
});

test('what was posted or heard so lately that GitHub need not list it yet is not missed', async () => {
  for (const [now, expected] of [
    [after(NOW, SETTLE), []],
    [after(comment(11, BOB, '').at, SETTLE), []],
    [after(comment(11, BOB, '').at, SETTLE + 1), [11]],
  ] as const) {
    const { ids } = await look({ events: signed(11), lists: [[]], now });
    assert.deepEqual(ids, expected);
  }
});

test('a deletion that was heard is not heard once more, not even by somebody else', async () => {
  for (const by of [BOB, CAROL, undefined]) {
    const events = [...signed(11), changed(11, { change: 'deleted', by })];
    const { ids } = await look({ events, lists: [[]] });
    assert.deepEqual(ids, []);
  }
});
