import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import type { GapNoted } from '../../src/domain/history.ts';
import type { Entry } from '../../src/domain/journal.ts';
import { after, type Instant } from '../../src/domain/time.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { work } from '../../src/engine/worker.ts';
import type { Releases } from '../../src/plugin/store.ts';
import { RELEASE, Rig, SECOND, TAG, workAt } from '../model/engine/rig.ts';

const HOUR = 3600 * SECOND;

/** A release that alice has proposed, with the issue that tracks it. */
async function proposed() {
  const rig = new Rig();
  const engine = rig.engine('before', (call) => call());
  const { acts } = rig.world;
  acts.comment(
    'alice',
    acts.openIssue('alice', { title: 'Next', body: '' }),
    `/release new ${TAG}`,
  );
  for (const hook of rig.world.hooks.slice()) await rig.read(engine, hook);
  for (const job of rig.woken) await workAt(engine, job);
  rig.timeline.now += HOUR;
  const issue = (await rig.stored()).row.issue ?? 0;
  return { rig, engine, acts, issue };
}

function restarted(rig: Rig): Engine {
  return rig.engine('after', (call) => call());
}

/**
 * The same engine on a store that has forgotten some effects of the release.
 * @param openedAt when the release was opened, as far as that store knows.
 */
function forgetful(engine: Engine, forgets: (kind: string) => boolean, openedAt?: Instant): Engine {
  const { store } = engine;
  const load: Releases['load'] = async (id) => {
    const stored = await store.releases.load(id);
    if (stored === undefined) return undefined;
    const ledger = stored.ledger.filter(({ effect }) => !forgets(effect.kind));
    const entries =
      openedAt === undefined
        ? stored.entries
        : stored.entries.map((entry) => openedLater(entry, openedAt));
    return { ...stored, ledger, entries };
  };
  const releases = new Proxy(store.releases, {
    get: (target, name, receiver) => (name === 'load' ? load : Reflect.get(target, name, receiver)),
  });
  const members = new Map<string | symbol, unknown>([['releases', releases]]);
  const forgotten = new Proxy(store, {
    get: (target, name, receiver) => members.get(name) ?? Reflect.get(target, name, receiver),
  });
  return { ...engine, store: forgotten };
}

function openedLater(entry: Entry, openedAt: Instant): Entry {
  const { event } = entry;
  if (event.kind !== 'opened') return { ...entry, at: openedAt };
  return { ...entry, event: { ...event, release: { ...event.release, openedAt } } };
}

async function gapsOf(rig: Rig): Promise<readonly GapNoted[]> {
  return (await rig.told()).history.gaps;
}

describe('a gap of the store', () => {
  test('is journaled once by every release that was there, and what was said in it is heard', async () => {
    const { rig, engine, acts, issue } = await proposed();
    const from = new Date(rig.timeline.now - 10 * SECOND).toISOString();
    acts.comment('bob', issue, '/lgtm');
    rig.timeline.now += 5 * SECOND;
    const noticed = new Date(rig.timeline.now).toISOString();
    await engine.store.gaps.add({ from, noticed });
    await work(engine, RELEASE);
    const gap = { from, until: noticed };
    assert.deepEqual(
      (await gapsOf(rig)).map(({ from: since, until }) => ({ from: since, until })),
      [gap],
    );
    for (const job of rig.woken) await workAt(engine, job);
    await work(engine, RELEASE);
    assert.equal((await gapsOf(rig)).length, 1);
    assert.deepEqual((await rig.told()).counted, ['bob']);
    assert.deepEqual(rig.doubles, []);
  });

  test('is shown on the issue', async () => {
    const { rig, engine, issue } = await proposed();
    const noticed = new Date(rig.timeline.now).toISOString();
    await engine.store.gaps.add({ from: after(noticed, -HOUR / 2), noticed });
    await work(engine, RELEASE);
    const site = { repository: (await rig.stored()).row.site.repository, installation: 1 };
    const shown = await engine.outside.forgeAt(site).issues.get(issue);
    assert.match(shown?.body ?? '', /The record has a gap/);
  });

  test('that was noticed a day before the release opened is not its own', async () => {
    const { rig, engine } = await proposed();
    const { openedAt } = (await rig.told()).history.release;
    const noticed = after(openedAt, -24 * HOUR);
    await engine.store.gaps.add({ from: after(noticed, -HOUR), noticed });
    await work(engine, RELEASE);
    assert.deepEqual(await gapsOf(rig), []);
  });
});

describe('writings of ours that the ledger does not know', () => {
  test('betray a gap after a restart, and are adopted, not written again', async () => {
    const { rig } = await proposed();
    const before = (await rig.told()).entries.at(-1)?.at;
    const engine = forgetful(restarted(rig), (kind) => kind === 'card');
    await work(engine, RELEASE);
    const [gap, ...others] = await gapsOf(rig);
    assert.deepEqual([gap?.from, others], [before, []]);
    assert.deepEqual(rig.doubles, []);
  });

  test('betray it also where the lease was lost over the comparison', async () => {
    const { rig } = await proposed();
    let isLost = false;
    const slow = rig.engine('after', (call, name) => {
      if (name !== 'releases.commit' || isLost) return call();
      isLost = true;
      return Promise.reject(new RingmasterError('lease-lost', 'it took too long'));
    });
    const engine = forgetful(slow, (kind) => kind === 'card');
    await assert.rejects(work(engine, RELEASE), { code: 'lease-lost' });
    await work(engine, RELEASE);
    assert.equal((await gapsOf(rig)).length, 1);
    assert.deepEqual(rig.doubles, []);
  });

  test('betray a whole life of the release, opened before this one and lost', async () => {
    const { rig } = await proposed();
    const opening = (await rig.told()).history.release.openedAt;
    const engine = forgetful(restarted(rig), (kind) => kind === 'card', after(opening, HOUR / 2));
    await work(engine, RELEASE);
    const [gap, ...others] = await gapsOf(rig);
    assert.ok(gap !== undefined && gap.from <= after(opening, 60 * SECOND));
    assert.deepEqual(others, []);
  });

  test('tell nothing that a gap of the store has not told', async () => {
    const { rig } = await proposed();
    const engine = forgetful(restarted(rig), (kind) => kind === 'reaction');
    const noticed = new Date(rig.timeline.now).toISOString();
    await engine.store.gaps.add({ from: after(noticed, -HOUR / 2), noticed });
    await work(engine, RELEASE);
    await work(engine, RELEASE);
    assert.equal((await gapsOf(rig)).length, 1);
  });

  test('are not there where nothing was forgotten', async () => {
    const { rig } = await proposed();
    await work(restarted(rig), RELEASE);
    assert.deepEqual(await gapsOf(rig), []);
  });
});

test('what was said in a gap is heard also by whoever comes after a worker that died over it', async () => {
  const { rig, acts, issue } = await proposed();
  acts.comment('bob', issue, '/lgtm');
  const noticed = new Date(rig.timeline.now).toISOString();
  const dying = rig.engine('dying', async (call, name) => {
    const done = await call();
    if (name === 'releases.commit') throw new Error('killed');
    return done;
  });
  await dying.store.gaps.add({ from: after(noticed, -2 * HOUR), noticed });
  await assert.rejects(work(dying, RELEASE), /killed/);
  assert.equal((await gapsOf(rig)).length, 1);
  const { unheard } = await rig.stored();
  assert.deepEqual(
    unheard.map(({ author }) => author.login),
    ['bob'],
  );
});

test('only what people said is heard again, not what we wrote', async () => {
  const { rig, engine, acts, issue } = await proposed();
  acts.comment('bob', issue, 'looks good');
  const noticed = new Date(rig.timeline.now).toISOString();
  await engine.store.gaps.add({ from: after(noticed, -2 * HOUR), noticed });
  await work(engine, RELEASE);
  const { unheard } = await rig.stored();
  assert.deepEqual(
    unheard.map(({ author }) => author.login),
    ['bob'],
  );
});
