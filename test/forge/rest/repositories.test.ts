import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, statusOf } from '../cast.ts';
import { WorkingCopy } from '../working-copy.ts';

const GET = 'GET /repos/{owner}/{repo}';
const FORK = 'POST /repos/{owner}/{repo}/forks';
const SYNC = 'POST /repos/{owner}/{repo}/merge-upstream';

test('a repository is found by name and by number', async () => {
  await using cast = await gatherCast();
  const { data } = await cast.as(cast.bob).request(GET, HELLO);
  assert.deepEqual([data.full_name, data.permissions?.push], ['alice/hello', true]);
  const { data: same } = await cast.as().request('GET /repositories/{id}', { id: data.id });
  assert.equal(same.full_name, 'alice/hello');
});

test('what a person may do is told to who may push', async () => {
  await using cast = await gatherCast();
  const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
  const ask = async (username: string) => {
    const { data } = await cast.asInstallation().request(route, { ...HELLO, username });
    return [data.permission, data.role_name];
  };
  assert.deepEqual(await ask('alice'), ['admin', 'admin']);
  assert.deepEqual(await ask('bob'), ['write', 'write']);
  assert.deepEqual(await ask('carol'), ['read', 'triage']);
  assert.deepEqual(await ask('mallory'), ['read', 'read']);
  const order = { ...HELLO, username: 'bob' };
  assert.equal(await statusOf(cast.as(cast.bob).request(route, order)), 0);
  assert.equal(await statusOf(cast.as(cast.mallory).request(route, order)), 403);
  assert.equal(await statusOf(cast.as().request(route, order)), 401);
});

test('a fork has the history of its parent, and forking again finds it', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  const { data: fork, status } = await cast.as(bob).request(FORK, HELLO);
  assert.deepEqual([status, fork.fork, fork.parent?.full_name], [202, true, 'alice/hello']);
  const { data: again } = await cast.as(bob).request(FORK, HELLO);
  assert.equal(again.id, fork.id);
  await using mine = await WorkingCopy.clone(forge.gitUrl('bob/hello'), 'bob');
  await using theirs = await WorkingCopy.clone(forge.gitUrl('alice/hello'), 'alice');
  assert.equal(await mine.git('rev-parse', 'HEAD'), await theirs.git('rev-parse', 'HEAD'));
  assert.equal(await statusOf(cast.asInstallation().request(FORK, HELLO)), 403);
});

test('a fork catches up with its parent, by merging where it must', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  const api = cast.as(bob);
  await api.request(FORK, HELLO);
  const order = { owner: 'bob', repo: 'hello', branch: 'main' };
  const sync = async () => (await api.request(SYNC, order)).data.merge_type;
  assert.equal(await sync(), 'none');
  await forge.commit('alice/hello', { files: { 'a.txt': 'a' }, message: 'A' });
  assert.equal(await sync(), 'fast-forward');
  await forge.commit('bob/hello', { files: { 'b.txt': 'b' }, message: 'B' });
  await forge.commit('alice/hello', { files: { 'c.txt': 'c' }, message: 'C' });
  assert.equal(await sync(), 'merge');
  await using copy = await WorkingCopy.clone(forge.gitUrl('bob/hello'), 'bob');
  assert.match(await copy.git('ls-files'), /a\.txt\nb\.txt\nc\.txt/);
  await forge.commit('bob/hello', { files: { 'c.txt': 'mine' }, message: 'Mine' });
  await forge.commit('alice/hello', { files: { 'c.txt': 'theirs' }, message: 'Theirs' });
  assert.equal(await statusOf(sync()), 409);
});

for (const sharedObjects of [true, false]) {
  test(`a ref in a fork ${sharedObjects ? 'may' : 'may not'} point to what only the parent has`, async () => {
    await using cast = await gatherCast({ sharedObjects });
    const { forge, bob } = cast;
    await cast.as(bob).request(FORK, HELLO);
    const sha = await forge.commit('alice/hello', { files: { 'new.txt': 'new' }, message: 'New' });
    const order = { owner: 'bob', repo: 'hello', ref: 'refs/heads/new', sha };
    const made = cast.as(bob).request('POST /repos/{owner}/{repo}/git/refs', order);
    assert.equal(await statusOf(made), sharedObjects ? 0 : 422);
  });
}
