import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import type { CommentHeard } from '../../src/domain/journal.ts';
import { after, type Instant } from '../../src/domain/time.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { sweep } from '../../src/engine/sweep.ts';
import type { Comment, Forge, Issue, Issues } from '../../src/plugin/forge.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import type { Site } from '../../src/plugin/place.ts';
import type { Queue } from '../../src/plugin/queue.ts';
import type { ReleaseRow, Releases, Sites, Store } from '../../src/plugin/store.ts';
import { SILENT } from '../support/log.ts';
import { BOB, NOW, only, release } from '../support/release.ts';

const plugins = await loadPlugins();
const MINUTE = 60_000;
const SITE: Site = { repository: release().repository, installation: 1 };
const ROW: ReleaseRow = { id: release().id, site: SITE, issue: 5, branch: 'b', isOpen: true };

interface World {
  /** What GitHub's clock says. */
  now: Instant;
  /** How far ours is ahead of it. */
  ahead?: number;
  readonly comments: Comment[];
  readonly sites?: readonly Site[];
  /** Happens whenever the tags of an installation's repository are asked for. */
  readonly onTags?: (installation: number) => void;
  /** Goes wrong when it is asked which issues changed. */
  readonly onIssues?: () => void;
  /** Goes wrong when a comment with this id is kept. */
  trouble?: { readonly comment: number; readonly error: Error } | undefined;
}

function comment(id: number, at: Instant): Comment {
  const said = { id, issue: 5, author: BOB, isBot: false, body: '/lgtm' };
  return { ...said, createdAt: at, updatedAt: at };
}

/** An engine over a world that changes; what it has heard and whom it has woken. */
function engineIn(world: World) {
  const heard: number[] = [];
  const woken: string[] = [];
  let swept: Instant | undefined;
  const since = <T extends { updatedAt: Instant }>(all: readonly T[], from: Instant) =>
    all.filter(({ updatedAt }) => updatedAt >= from);
  const hear = async (_: string, { id }: CommentHeard) => {
    if (world.trouble?.comment === id) throw world.trouble.error;
    if (!heard.includes(id)) heard.push(id);
  };
  const issues = only<Issues>('issues', {
    commentsSince: async (from) => since(world.comments, from),
    changedSince: async (from) => {
      world.onIssues?.();
      return since<Issue>([], from);
    },
  });
  const ended: string[] = [];
  const engine = only<Engine>('engine', {
    plugins,
    log: SILENT,
    meter: only<Engine['meter']>('meter', { swept: (what) => void ended.push(what) }),
    clock: {
      now: () => after(world.now, world.ahead ?? 0),
      sleep: async () => {},
      every: () => ({ stop: async () => {} }),
    },
    queue: only<Queue>('queue', { wake: async (_, id) => void woken.push(id) }),
    outside: only<Engine['outside']>('outside', {
      sites: async () => world.sites ?? [SITE],
      forgeAt: ({ installation }) =>
        only<Forge>('forge', {
          tags: {
            async all() {
              world.onTags?.(installation);
              return [];
            },
            object: () => Promise.reject(new Error('no object')),
          },
          issues: installation === 1 ? issues : only<Issues>('issues'),
        }),
    }),
    store: only<Store>('store', {
      now: async () => world.now,
      releases: only<Releases>('releases', {
        byIssue: async () => ROW,
        open: async () => [ROW],
        load: async () => undefined,
        hear,
      }),
      sites: only<Sites>('sites', {
        save: async () => {},
        swept: async () => swept,
        setSwept: async (_, until) => {
          swept = until;
        },
        knownTags: async () => [],
        setKnownTags: async () => {},
      }),
    }),
  });
  return { heard, woken, ended, sweep: (signal?: AbortSignal) => sweep(engine, signal) };
}

for (const ahead of [0, 6 * MINUTE, 50 * MINUTE, -50 * MINUTE])
  test(`a comment whose webhook was lost is heard, our clock being ${ahead / MINUTE} minutes ahead`, async () => {
    const world: World = { now: NOW, ahead, comments: [] };
    const { heard, sweep: go } = engineIn(world);
    await go();
    for (let id = 1; id <= 3; id += 1) {
      world.comments.push(comment(id, after(world.now, 1)));
      world.now = after(world.now, 10 * MINUTE);
      await go();
    }
    assert.deepEqual(heard, [1, 2, 3]);
  });

test('what has been seen long ago is not asked for again', async () => {
  const comments = [comment(1, after(NOW, -30 * MINUTE)), comment(2, NOW)];
  const world: World = { now: NOW, comments };
  const { heard, sweep: go } = engineIn(world);
  await go();
  heard.length = 0;
  await go();
  assert.deepEqual(heard, [2], 'only the last one, for lists may lag behind');
});

test('a comment that the lists show minutes late is heard all the same', async () => {
  const world: World = { now: NOW, comments: [comment(2, NOW)] };
  const { heard, sweep: go } = engineIn(world);
  await go();
  world.comments.push(comment(1, after(NOW, -4 * MINUTE)));
  await go();
  assert.deepEqual(heard, [2, 1]);
});

test('what was edited, and may take support back, is heard before new support', async () => {
  const edited = { ...comment(2, NOW), updatedAt: after(NOW, 2 * MINUTE) };
  const { heard, sweep: go } = engineIn({
    now: NOW,
    comments: [comment(1, NOW), edited, comment(3, after(NOW, MINUTE))],
  });
  await go();
  assert.deepEqual(heard, [2, 1, 3]);
});

test('a comment that cannot be kept holds up no other, and is gone back to if that may help', async () => {
  const comments = [comment(1, NOW), comment(2, after(NOW, 20 * MINUTE))];
  for (const [code, expected] of [
    ['outside-unreachable', [2, 1]],
    ['access-missing', [2]],
  ] as const) {
    const trouble = { comment: 1, error: new RingmasterError(code, 'no') };
    const world: World = { now: NOW, comments, trouble };
    const { heard, woken, sweep: go } = engineIn(world);
    await go();
    assert.deepEqual(heard, [2]);
    assert.deepEqual(woken, [ROW.id, ROW.id], 'by the comment and by the look at the tags');
    world.trouble = undefined;
    await go();
    assert.deepEqual(heard, expected, code);
  }
});

test('issues that cannot be listed keep neither tags nor another repository from being looked at', async () => {
  const sites = [{ ...SITE, installation: 9 }, SITE];
  const { heard, woken, sweep: go } = engineIn({ now: NOW, comments: [comment(1, NOW)], sites });
  await go();
  assert.deepEqual(heard, [1]);
  assert.deepEqual(woken, [ROW.id, ROW.id, ROW.id], 'by two looks at tags and by the comment');
});

const at = (installation: number, id: number): Site => ({
  installation,
  repository: { ...SITE.repository, id },
});

test('repositories where something is being released come first, and its end is counted', async () => {
  const looked: number[] = [];
  const world: World = {
    now: NOW,
    comments: [],
    sites: [at(7, 70), at(8, 80), SITE, at(9, 90)],
    onTags: (installation) => looked.push(installation),
  };
  const { ended, sweep: go } = engineIn(world);
  await go();
  assert.deepEqual(looked, [SITE.installation, 7, 8, 9]);
  assert.deepEqual(ended, ['repositories']);
});

test('it ends between two repositories when it is told to, and does not count as done', async () => {
  const stopping = new AbortController();
  const looked: number[] = [];
  const world: World = {
    now: NOW,
    comments: [],
    sites: [at(7, 70), at(8, 80), at(9, 90)],
    onTags: (installation) => {
      looked.push(installation);
      if (installation === 8) stopping.abort();
    },
  };
  const { ended, sweep: go } = engineIn(world);
  await go(stopping.signal);
  assert.deepEqual(looked, [7, 8]);
  assert.deepEqual(ended, []);
});

test('what was said is heard although the issues cannot be listed, and asked for again', async () => {
  const comments = [comment(1, NOW)];
  let isDown = true;
  const onIssues = () => {
    if (isDown) throw new RingmasterError('outside-unreachable', 'GitHub is down');
  };
  const { heard, sweep: go } = engineIn({ now: NOW, comments, onIssues });
  await go();
  assert.deepEqual(heard, [1]);
  isDown = false;
  comments.push(comment(2, after(NOW, -4 * MINUTE)));
  await go();
  assert.deepEqual(heard, [1, 2]);
});
