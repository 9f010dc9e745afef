import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scene } from './forge-scene.ts';
import { refused } from './refused.ts';

/** What every Forge promises of GitHub releases. */
export function releasesContract(scene: () => Scene): void {
  releaseContract(scene);
  tagMakingContract(scene);
}

function releaseContract(scene: () => Scene): void {
  test('releases: a draft is ours alone until it is published', async () => {
    const { forge, commit, lightweightTag } = scene();
    const made = await commit('e.txt', 'e');
    await lightweightTag('v9.0.0', made);
    const draft = await forge.releases.draft({
      tag: 'v9.0.0',
      commit: made,
      title: 'v9.0.0',
      body: 'notes',
      prerelease: false,
    });
    assert.equal(draft.isDraft, true);
    assert.equal(await forge.releases.publicByTag('v9.0.0'), undefined);
    assert.ok((await forge.releases.all()).some(({ id, isDraft }) => id === draft.id && isDraft));
    assert.deepEqual([draft.isOurs, draft.target], [true, made]);
    const again = { tag: 'v9.0.0', commit: made, title: 'Nine', body: 'notes', prerelease: false };
    assert.equal((await forge.releases.redraft(draft.id, again)).title, 'Nine');
    await forge.releases.publish(draft.id, { commit: made, latest: true });
    const seen = await forge.releases.publicByTag('v9.0.0');
    assert.deepEqual([seen?.tag, seen?.body, seen?.isDraft], ['v9.0.0', 'notes', false]);
    assert.equal(await forge.releases.publicCommit('v9.0.0'), made);
    assert.equal(await forge.releases.publicCommit('v9.9.9'), undefined);
  });
}

function tagMakingContract(scene: () => Scene): void {
  const draftFor = (tag: string, commit: string) => ({
    ...{ tag, commit, title: tag, body: 'notes', prerelease: true },
  });

  test('releases: a tag that is missing is made on the commit, and published once', async () => {
    const { forge, commit } = scene();
    const first = await commit('f.txt', 'f');
    const second = await commit('f.txt', 'g');
    const { id } = await forge.releases.draft(draftFor('v8.0.0-rc.1', second));
    assert.equal(await forge.releases.publicCommit('v8.0.0-rc.1'), undefined);
    await forge.releases.publish(id, { commit: first, latest: false });
    assert.equal(await forge.releases.publicCommit('v8.0.0-rc.1'), first);
    assert.equal((await forge.releases.publicByTag('v8.0.0-rc.1'))?.isPrerelease, true);
    const again = await forge.releases.draft(draftFor('v8.0.0-rc.1', second));
    await refused(
      forge.releases.publish(again.id, { commit: second, latest: false }),
      'outside-refused',
    );
    assert.equal(await forge.releases.publicCommit('v8.0.0-rc.1'), first);
  });

  test('releases: a tag that is there stays where it is', async () => {
    const { forge, commit, annotatedTag } = scene();
    const first = await commit('h.txt', 'h');
    const second = await commit('h.txt', 'i');
    await annotatedTag('v7.0.0', first, 'Seven');
    const { id } = await forge.releases.draft(draftFor('v7.0.0', second));
    await forge.releases.publish(id, { commit: second, latest: false });
    assert.equal(await forge.releases.publicCommit('v7.0.0'), first);
  });

  test('releases: notes that are too long are refused, and what is not there cannot be published', async () => {
    const { forge, commit } = scene();
    const made = await commit('j.txt', 'j');
    const draft = { ...draftFor('v6.0.0', made), body: 'x'.repeat(125_001) };
    await refused(forge.releases.draft(draft), 'outside-refused');
    await refused(
      forge.releases.publish(999_999, { commit: made, latest: false }),
      'access-missing',
    );
  });
}
