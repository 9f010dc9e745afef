import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { plain } from '../../src/domain/prose.ts';
import type { ReleaseView } from '../../src/plugin/release-view.ts';
import publisher from '../../src/publishers/github-release.ts';
import { forgeOn, type GithubStage, openGithub, REPOSITORY } from '../support/github.ts';
import { candidate, IMAGES, ports, release, view } from '../support/release.ts';

describe('a GitHub release', () => {
  let stage: GithubStage;
  before(async () => {
    stage = await openGithub();
  });
  after(() => stage.forge.close());

  async function about(version: string): Promise<ReleaseView> {
    const tag = `v${version}`;
    await stage.tag(tag);
    const artifact = { ...IMAGES, version, tag };
    return view({
      release: release({ artifacts: [artifact], repository: stage.site.repository }),
      artifact,
      candidate: candidate({ commit: await stage.head() }),
    });
  }

  const on = (about: ReleaseView) => ({
    release: about,
    options: {},
    ports: ports({ forge: forgeOn(stage) }),
  });
  const latest = async () => (await stage.get('/releases/latest')).tag_name;
  const count = async (tag: string) =>
    (await stage.list('/releases')).filter((each) => each.tag_name === tag).length;

  test('is drafted out of sight, then published, then proven without credentials', async () => {
    const call = on(await about('1.0.0'));
    assert.equal((await publisher.look(call)).state, 'absent');
    await publisher.draft(call);
    assert.equal((await publisher.look(call)).state, 'drafted');
    assert.equal((await publisher.verify(call)).state, 'pending');
    await publisher.publish(call);
    assert.equal((await publisher.look(call)).state, 'same');
    assert.equal((await publisher.verify(call)).state, 'pass');
    assert.equal(await count('v1.0.0'), 1);
  });

  test('is made in one go where nobody has to agree', async () => {
    const call = on(await about('1.1.0'));
    await publisher.publish(call);
    assert.equal((await publisher.look(call)).state, 'same');
    assert.equal(await latest(), 'v1.1.0');
  });

  test('1.0.1 after 1.1.0 does not become the latest, nor does a prerelease', async () => {
    await publisher.publish(on(await about('1.0.1')));
    assert.equal(await latest(), 'v1.1.0');
    await publisher.publish(on(await about('2.0.0-rc.1')));
    assert.equal(await latest(), 'v1.1.0');
    await publisher.publish(on(await about('2.0.0')));
    assert.equal(await latest(), 'v2.0.0');
  });

  test('that was made although the answer was lost is found, not made again', async () => {
    const call = on(await about('3.0.0'));
    stage.forge.faults.add({
      on: { method: 'POST', path: /\/releases$/ },
      kind: 'effect-then-502',
    });
    await assert.rejects(
      publisher.draft(call),
      (error: unknown) => error instanceof RingmasterError && error.code === 'outcome-unknown',
    );
    assert.equal((await publisher.look(call)).state, 'drafted');
    await publisher.publish(call);
    assert.equal(await count('v3.0.0'), 1);
  });

  test('has notes that mention nobody and link no foreign issue', async () => {
    const hostile = {
      number: 7,
      title: '@acme/team see #1 <img src=x> [x](http://evil.test)',
      author: 'bob',
    };
    const call = on({
      ...(await about('4.0.0')),
      candidate: candidate({ commit: await stage.head(), changes: [hostile] }),
    });
    await publisher.publish(call);
    const { body } = await stage.get('/releases/tags/v4.0.0');
    assert.doesNotMatch(String(body), /@acme|[^\\]#1|<img|[^\\]\]\(http:\/\/evil/);
    assert.match(String(body), /Changes since v0\.0\.9/);
  });

  test('drafted for an earlier candidate is renewed, and never published as it is', async () => {
    const tag = 'v8.0.0';
    const artifact = { ...IMAGES, version: '8.0.0', tag };
    const of = (commit: string) =>
      on(
        view({
          release: release({ artifacts: [artifact], repository: stage.site.repository }),
          artifact,
          candidate: candidate({ commit }),
        }),
      );
    const first = await stage.head();
    await publisher.draft(of(first));
    const second = await stage.forge.commit(REPOSITORY, {
      files: { 'more.txt': 'more' },
      message: 'More',
    });
    const found = await publisher.look(of(second));
    assert.deepEqual(
      [found.state, plain(found.reason)],
      ['absent', 'the draft of an earlier candidate is about to be renewed'],
    );
    await publisher.draft(of(second));
    assert.equal((await publisher.look(of(second))).state, 'drafted');
    const [draft] = (await stage.list('/releases')).filter((each) => each.tag_name === tag);
    assert.equal(draft?.target_commitish, second);
    assert.ok(!String(draft?.body).includes(first));
    await publisher.publish(of(second));
    assert.equal((await publisher.verify(of(second))).state, 'pass');
    const wrong = await publisher.verify(of(first));
    assert.equal(wrong.state, 'fail');
    assert.equal(await count(tag), 1);
  });

  test('whose tag is not there yet is made on the approved commit, not on the head', async () => {
    const artifact = { ...IMAGES, version: '9.0.0', tag: 'v9.0.0' };
    const call = on(
      view({
        release: release({ artifacts: [artifact], repository: stage.site.repository }),
        artifact,
        candidate: candidate({ commit: await stage.head() }),
      }),
    );
    await stage.forge.commit(REPOSITORY, { files: { 'later.txt': 'later' }, message: 'Later' });
    await publisher.publish(call);
    assert.equal((await publisher.verify(call)).state, 'pass');
  });

  test('whose draft is hidden from the next read is not drafted once more', async () => {
    const call = on(await about('10.0.0'));
    await publisher.draft(call);
    const found = await publisher.look(call);
    assert.equal(found.state, 'drafted');
    const forge = forgeOn(stage);
    const stale = { ...forge, releases: { ...forge.releases, all: async () => [] } };
    await assert.rejects(
      publisher.publish({ ...call, found, ports: ports({ forge: stale }) }),
      /cannot be seen just now/,
    );
    assert.equal(await count('v10.0.0'), 1);
  });

  test('drafted by somebody else is left to them', async () => {
    const call = on(await about('5.0.0'));
    await stage.post('/releases', { tag_name: 'v5.0.0', draft: true, body: 'mine' });
    const found = await publisher.look(call);
    assert.equal(found.state, 'different');
    assert.match(plain(found.reason), /somebody else has a draft/);
    const [made] = (await stage.list('/releases')).filter((each) => each.tag_name === 'v5.0.0');
    await stage.patch(`/releases/${made?.id}`, { draft: false });
    assert.equal((await publisher.look(call)).state, 'same');
  });

  test('marked as a prerelease by mistake is different', async () => {
    const call = on(await about('6.0.0'));
    await stage.post('/releases', { tag_name: 'v6.0.0', prerelease: true });
    assert.equal((await publisher.look(call)).state, 'different');
  });

  test('with more changes than GitHub takes has its notes cut', async () => {
    const one = await about('7.0.0');
    const [change] = candidate().changes;
    assert.ok(change);
    const changes = Array.from({ length: 3000 }, (_, n) => ({
      ...change,
      number: n + 1,
      title: 'x'.repeat(60),
    }));
    const call = on({ ...one, candidate: { ...one.candidate, changes } });
    await publisher.draft(call);
    const [draft] = (await stage.list('/releases')).filter((each) => each.tag_name === 'v7.0.0');
    const { length } = String(draft?.body);
    assert.ok(length > 100_000 && length < 125_000, String(length));
  });

  test('without a tag cannot be told', async () => {
    const { tag: _, ...untagged } = IMAGES;
    const found = await publisher.look(on(view({ artifact: untagged })));
    assert.equal(found.state, 'unknown');
    assert.match(plain(found.reason), /has no tag/);
  });
});
