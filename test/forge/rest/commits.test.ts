import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, statusOf } from '../cast.ts';
import { WorkingCopy } from '../working-copy.ts';

const LIST = 'GET /repos/{owner}/{repo}/commits';
const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}';

test('commits are listed as git lists them, by path, author and time too', async () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  await using cast = await gatherCast({ now: () => now });
  const { forge } = cast;
  now += 60_000;
  await forge.commit('alice/hello', { files: { 'src/b.txt': 'b' }, message: 'B', author: 'bob' });
  now += 60_000;
  await forge.commit('alice/hello', { files: { 'c.txt': 'c' }, message: 'C' });
  const messages = async (query: object) => {
    const { data } = await cast.as().request(LIST, { ...HELLO, ...query });
    return data.map(({ commit }) => commit.message);
  };
  assert.deepEqual(await messages({}), ['C', 'B', 'Initial commit']);
  assert.deepEqual(await messages({ path: 'src' }), ['B', 'Initial commit']);
  assert.deepEqual(await messages({ author: 'bob' }), ['B']);
  assert.deepEqual(await messages({ since: '2026-05-04T09:01:30Z' }), ['C']);
  assert.deepEqual(await messages({ until: '2026-05-04T09:00:30Z' }), ['Initial commit']);
  assert.deepEqual(await messages({ sha: 'main~1', per_page: 1 }), ['B']);
});

test('a commit tells what it changed and who is behind its address', async () => {
  await using cast = await gatherCast();
  const files = { 'src/main.txt': null, 'src/renamed.txt': 'one\ntwo\nthree\n' };
  const ref = await cast.forge.commit('alice/hello', { files, message: 'Move', author: 'bob' });
  const { data } = await cast.as().request('GET /repos/{owner}/{repo}/commits/{ref}', {
    ...HELLO,
    ref,
  });
  assert.deepEqual(
    data.files?.map(({ filename, previous_filename, status }) => [
      filename,
      previous_filename,
      status,
    ]),
    [['src/renamed.txt', 'src/main.txt', 'renamed']],
  );
  assert.equal(data.author?.login, 'bob');
  assert.deepEqual(data.stats, { total: 0, additions: 0, deletions: 0 });
});

test('comparing shows what the head gained since it branched off', async () => {
  await using cast = await gatherCast();
  const { forge } = cast;
  await forge.commit('alice/hello', { files: { 'f.txt': 'f' }, message: 'F', branch: 'feature' });
  await forge.commit('alice/hello', { files: { 'm.txt': 'm' }, message: 'M' });
  const compare = async (basehead: string) => {
    const { data } = await cast.as().request(COMPARE, { ...HELLO, basehead });
    return data;
  };
  const both = await compare('main...feature');
  assert.deepEqual([both.status, both.ahead_by, both.behind_by], ['diverged', 1, 1]);
  assert.deepEqual(
    both.files?.map(({ filename }) => filename),
    ['f.txt'],
  );
  assert.deepEqual(
    both.commits.map(({ commit }) => commit.message),
    ['F'],
  );
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello'), 'alice');
  const base = await copy.git('merge-base', 'origin/main', 'origin/feature');
  assert.equal(both.merge_base_commit.sha, base);
  assert.equal((await compare('main...main')).status, 'identical');
  assert.equal((await compare(`${base}...main`)).status, 'ahead');
  assert.equal((await compare(`main...${base}`)).status, 'behind');
  assert.equal(await statusOf(compare('main...nowhere')), 404);
});

test('a commit leads to the pull request it came with', async () => {
  await using cast = await gatherCast();
  const { forge } = cast;
  const change = {
    title: 'Add a thing',
    files: { 'a.txt': 'a' },
    by: 'bob',
    labels: ['kind/feature'],
  };
  const { number, sha } = await forge.mergedPull('alice/hello', change);
  const { data } = await cast.as().request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
    ...HELLO,
    commit_sha: sha,
  });
  assert.deepEqual(
    data.map((pull) => [pull.number, pull.title, pull.user?.login, pull.labels[0]?.name]),
    [[number, 'Add a thing', 'bob', 'kind/feature']],
  );
});

test('a revision that leads to no commit is refused', async () => {
  await using cast = await gatherCast();
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
  for (const ref of ['nowhere', 'f'.repeat(40)]) {
    assert.equal(await statusOf(cast.as().request(route, { ...HELLO, ref })), 422);
  }
});
