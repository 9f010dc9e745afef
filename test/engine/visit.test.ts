import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CommentHeard } from '../../src/domain/journal.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { visit } from '../../src/engine/visit.ts';
import type { Forge, TagName } from '../../src/plugin/forge.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import type { Place } from '../../src/plugin/place.ts';
import type { Queue } from '../../src/plugin/queue.ts';
import type { ReleaseRow, Releases, Sites, Store } from '../../src/plugin/store.ts';
import { comment } from '../support/desk.ts';
import { BOB, MALLORY, only, release } from '../support/release.ts';

const plugins = await loadPlugins();
const SITE = { repository: release().repository, installation: 1 };
const TAGS: readonly TagName[] = [{ name: 'v0.1.0', object: 'a', kind: 'annotated' }];
const ROW: ReleaseRow = {
  id: release().id,
  site: SITE,
  issue: 5,
  branch: 'ringmaster/app-v0.1.0',
  isOpen: true,
};

/** An engine that notes what is kept and who is woken; GitHub is out of its reach. */
function reception(
  row: ReleaseRow = ROW,
  tags: () => Promise<readonly TagName[]> = async () => TAGS,
) {
  const kept: CommentHeard[] = [];
  const woken: string[] = [];
  const hear = async (_: unknown, heard: CommentHeard) => void kept.push(heard);
  const releases = only<Releases>('releases', {
    byIssue: async (_, issue) => (issue === row.issue ? row : undefined),
    open: async () => (row.isOpen ? [row] : []),
    byBranch: async (branch) => (row.isOpen && branch === row.branch ? [row] : []),
    hear,
  });
  const forge = only<Forge>('forge', {
    tags: { all: tags, object: async () => Promise.reject(new Error('no object')) },
  });
  const engine = only<Engine>('engine', {
    plugins,
    store: only<Store>('store', {
      releases,
      sites: only<Sites>('sites', {
        save: async () => {},
        knownTags: async () => TAGS.map(({ name }) => name),
        setKnownTags: async () => {},
        hear,
      }),
    }),
    outside: only<Engine['outside']>('outside', { forgeAt: () => forge }),
    queue: only<Queue>('queue', { wake: async (kind, id) => void woken.push(`${kind} ${id}`) }),
  });
  const go = (place: Place) => visit(engine, SITE, place);
  const say = (heard: CommentHeard, isBot = false) => go({ at: 'comment', comment: heard, isBot });
  return { kept, woken, go, say };
}

describe('a comment', () => {
  test('on a tracking issue is kept for its release, which is woken', async () => {
    const { kept, woken, say } = reception();
    await say(comment(2, BOB, '/lgtm'));
    assert.deepEqual([kept.length, woken], [1, [`release ${ROW.id}`]]);
  });

  test('of a bot is not even kept, be it ours and a thousand times', async () => {
    const { kept, woken, say } = reception();
    for (let id = 1; id <= 1000; id += 1)
      await say(comment(id, { id: 99, login: 'ringmaster[bot]' }, '/lgtm\n/release new v1'), true);
    assert.deepEqual([kept, woken], [[], []]);
  });

  test('on the issue of a release that is over is not heard any more', async () => {
    const { kept, woken, say } = reception({ ...ROW, isOpen: false });
    await say(comment(2, BOB, '/lgtm'));
    assert.deepEqual([kept, woken], [[], []]);
  });

  test('elsewhere is kept only if it holds a word for us, as it was posted', async () => {
    const { kept, woken, say } = reception();
    const words = comment(2, MALLORY, '/lgtm', { issue: 6 });
    const proposal = comment(3, MALLORY, '/release new v1.0.0', { issue: 6 });
    await say(words);
    await say({ ...proposal, change: 'edited' });
    assert.deepEqual([kept, woken], [[], []]);
    await say(proposal);
    assert.deepEqual([kept, woken], [[proposal], ['site 7']]);
  });
});

/** Everywhere that a webhook of a release can lead. */
const PLACES: readonly Place[] = [
  { at: 'tags' },
  { at: 'repository' },
  { at: 'issue', number: 5 },
  { at: 'branch', branch: ROW.branch },
  ...(['created', 'edited', 'deleted'] as const).map(
    (change): Place => ({
      at: 'comment',
      comment: comment(2, BOB, '/lgtm', { change }),
      isBot: false,
    }),
  ),
];

test('whatever is told of an open release wakes it, and nothing more', async () => {
  for (const place of PLACES) {
    const { woken, go } = reception();
    await go(place);
    assert.deepEqual(woken, [`release ${ROW.id}`], place.at);
  }
});

test('whatever is told once more of a release that is over wakes nobody', async () => {
  const { kept, woken, go } = reception({ ...ROW, isOpen: false });
  for (const place of PLACES) await go(place);
  assert.deepEqual([kept, woken], [[], []]);
});

test('tags that cannot be listed do not keep a release asleep', async () => {
  const { woken, go } = reception(ROW, () => Promise.reject(new Error('no')));
  await assert.rejects(go({ at: 'tags' }));
  assert.deepEqual(woken, [`release ${ROW.id}`]);
});
