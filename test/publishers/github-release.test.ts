import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { plain } from '../../src/domain/prose.ts';
import type { ReleaseView } from '../../src/plugin/release-view.ts';
import publisher from '../../src/publishers/github-release.ts';
import { forgeOn, type GithubStage, openGithub } from '../support/github.ts';
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

  test('without a tag cannot be told', async () => {
    const { tag: _, ...untagged } = IMAGES;
    const found = await publisher.look(on(view({ artifact: untagged })));
    assert.equal(found.state, 'unknown');
    assert.match(plain(found.reason), /has no tag/);
  });
});
