import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO } from '../cast.ts';
import { WorkingCopy } from '../working-copy.ts';

const REF = 'GET /repos/{owner}/{repo}/git/ref/{ref}';

test('what git pushes is what the API shows', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', bob.token), 'bob');
  const commit = await copy.commit('new/file.txt', 'hello\n');
  await copy.git('push', '--quiet', 'origin', 'HEAD:feature/new');
  const { data: ref } = await cast.as(bob).request(REF, { ...HELLO, ref: 'heads/feature/new' });
  assert.equal(ref.object.sha, commit);
  const { data: tree } = await cast
    .as(bob)
    .request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
      ...HELLO,
      tree_sha: commit,
      recursive: '1',
    });
  const listed = await copy.git('ls-tree', '-r', '-t', '--format=%(objectname) %(path)', 'HEAD');
  const shown = tree.tree.map(({ sha, path }) => `${sha} ${path}`);
  assert.deepEqual(shown.sort(), listed.split('\n').sort());
});

test('a push tells of branches made, moved, forced and deleted', async () => {
  await using cast = await gatherCast();
  const { forge, bob, listener } = cast;
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', bob.token), 'bob');
  const base = await copy.git('rev-parse', 'HEAD');
  const first = await copy.commit('a.txt', 'a');
  await copy.git('push', '--quiet', 'origin', 'HEAD:work');
  await forge.settled();
  await copy.git('commit', '--quiet', '--amend', '--message', 'Again');
  const second = await copy.git('rev-parse', 'HEAD');
  await copy.git('push', '--quiet', '--force', 'origin', 'HEAD:work');
  await forge.settled();
  await copy.git('push', '--quiet', '--delete', 'origin', 'work');
  await forge.settled();
  const pushes = listener.payloads('push').map(({ before, after, created, forced, deleted }) => ({
    before,
    after,
    created,
    forced,
    deleted,
  }));
  const none = '0'.repeat(40);
  assert.deepEqual(pushes, [
    { before: none, after: first, created: true, forced: false, deleted: false },
    { before: first, after: second, created: false, forced: true, deleted: false },
    { before: second, after: none, created: false, forced: false, deleted: true },
  ]);
  const [created] = listener.payloads('create');
  assert.deepEqual([created?.ref, created?.ref_type], ['work', 'branch']);
  assert.deepEqual(listener.payloads('delete')[0]?.ref, 'work');
  const [push] = listener.payloads('push');
  assert.ok(Array.isArray(push?.commits));
  assert.deepEqual(push.commits[0].added, ['a.txt']);
  assert.equal(push.base_ref, null);
  assert.notEqual(base, first);
});

test('three tags in one push are told, four are not', async () => {
  await using cast = await gatherCast();
  const { forge, bob, listener } = cast;
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', bob.token), 'bob');
  for (const tag of ['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'b4']) {
    await copy.git('tag', '--annotate', '--message', tag, tag);
  }
  await copy.git('push', '--quiet', 'origin', 'a1', 'a2', 'a3');
  await forge.settled();
  assert.deepEqual(listener.names.sort(), ['create', 'create', 'create', 'push', 'push', 'push']);
  const [push] = listener.payloads('push');
  assert.equal(push?.base_ref, 'refs/heads/main');
  listener.clear();
  await copy.git('push', '--quiet', 'origin', 'b1', 'b2', 'b3', 'b4');
  await forge.settled();
  assert.deepEqual(listener.names, []);
  const { data } = await cast.as(bob).request('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', {
    ...HELLO,
    ref: 'tags/b',
  });
  assert.equal(data.length, 4);
});

test('an annotated tag keeps its object, its tagger and its message', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', bob.token), 'bob');
  await copy.git('tag', '--annotate', '--message', 'Release one', 'v1.0.0');
  await copy.git('push', '--quiet', 'origin', 'v1.0.0');
  const oid = await copy.git('rev-parse', 'v1.0.0');
  const api = cast.as(bob);
  const { data: ref } = await api.request(REF, { ...HELLO, ref: 'tags/v1.0.0' });
  assert.deepEqual([ref.object.type, ref.object.sha], ['tag', oid]);
  const tagRoute = 'GET /repos/{owner}/{repo}/git/tags/{tag_sha}';
  const { data: tag } = await api.request(tagRoute, { ...HELLO, tag_sha: oid });
  assert.equal(tag.object.sha, await copy.git('rev-parse', 'v1.0.0^{commit}'));
  assert.equal(tag.message, 'Release one\n');
  assert.equal(tag.tagger.email, 'bob@example.com');
  assert.equal(tag.verification?.reason, 'unsigned');
});

test('only who may write can push, and a stranger is told who was denied', async () => {
  await using cast = await gatherCast();
  const { forge, carol, mallory, bob } = cast;
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello'), 'mallory');
  await copy.commit('evil.txt', 'evil');
  for (const person of [carol, mallory]) {
    const refused = await copy.tryGit('push', forge.gitUrl('alice/hello', person.token), 'HEAD:x');
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, /403/);
  }
  const anonymous = await copy.tryGit('push', forge.gitUrl('alice/hello'), 'HEAD:x');
  assert.match(anonymous.stderr, /could not read Username|terminal prompts disabled/);
  const wrong = await copy.tryGit('push', forge.gitUrl('alice/hello', 'ghp_wrong'), 'HEAD:x');
  assert.match(wrong.stderr, /Authentication failed/);
  const pullRef = await copy.tryGit(
    'push',
    forge.gitUrl('alice/hello', bob.token),
    'HEAD:refs/pull/7/head',
  );
  assert.match(pullRef.stderr, /deny updating a hidden ref/);
});

test('a private repository is not there for who may not see it', async () => {
  await using cast = await gatherCast();
  const { forge, alice, mallory } = cast;
  await forge.addRepository('alice/secret', { private: true });
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/secret', alice.token), 'alice');
  const refused = await copy.tryGit('ls-remote', forge.gitUrl('alice/secret', mallory.token));
  assert.match(refused.stderr, /not found/);
});

test('an installation token clones and pushes within its permissions', async () => {
  await using cast = await gatherCast();
  const { forge, app, installationId } = cast;
  const mint = async (contents: 'read' | 'write') => {
    const { data } = await cast
      .asApp()
      .request('POST /app/installations/{installation_id}/access_tokens', {
        installation_id: installationId,
        permissions: { contents },
      });
    return data.token;
  };
  const writer = await mint('write');
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', writer), app.bot.login);
  await copy.commit('bot.txt', 'made by a robot');
  await copy.git('push', '--quiet', 'origin', 'HEAD:by-robot');
  const reader = forge.gitUrl('alice/hello', await mint('read'));
  assert.match((await copy.tryGit('push', reader, 'HEAD:other')).stderr, /403/);
});
