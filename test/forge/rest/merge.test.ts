import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';
import { WorkingCopy } from '../working-copy.ts';
import { propose } from './propose.ts';

const OPEN = 'POST /repos/{owner}/{repo}/pulls';
const GET = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
const MERGE = 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge';
const FIRST = { ...HELLO, pull_number: 1 };

for (const method of ['merge', 'squash', 'rebase'] as const) {
  test(`${method} keeps what the base gained meanwhile`, async () => {
    await using cast = await gatherCast();
    const { forge, alice } = cast;
    await propose(cast, { 'feature.txt': 'feature\n' });
    await forge.commit('alice/hello', { files: { 'base.txt': 'base\n' }, message: 'Base' });
    const { data } = await cast.as(alice).request(MERGE, { ...FIRST, merge_method: method });
    await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello'), 'alice');
    assert.equal(await copy.git('rev-parse', 'HEAD'), data.sha);
    const files = await copy.git('ls-files');
    assert.deepEqual(files.split('\n'), ['README.md', 'base.txt', 'feature.txt', 'src/main.txt']);
    const parents = (await copy.git('rev-list', '--parents', '-1', 'HEAD')).split(' ').length - 1;
    assert.equal(parents, method === 'merge' ? 2 : 1);
    await copy.git('fsck', '--strict');
    const { data: pull } = await cast.as().request(GET, FIRST);
    assert.deepEqual([pull.merged, pull.state, pull.merged_by?.login], [true, 'closed', 'alice']);
  });
}

test('rebasing gives the tree that git itself would give', async () => {
  await using cast = await gatherCast();
  const { forge, alice, bob } = cast;
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', bob.token), 'bob');
  await copy.git('switch', '--quiet', '--create', 'feature');
  await copy.commit('src/main.txt', 'zero\none\ntwo\nthree\n', 'Begin earlier');
  await copy.commit('src/main.txt', 'zero\none\nand a half\ntwo\nthree\n', 'Be exact');
  await copy.git('push', '--quiet', 'origin', 'feature');
  const files = { 'src/main.txt': 'one\ntwo\nthree\nfour\n' };
  await forge.commit('alice/hello', { files, message: 'Go on' });
  const order = { ...HELLO, title: 'Change', head: 'feature', base: 'main' };
  await cast.as(bob).request(OPEN, order);
  await cast.as(alice).request(MERGE, { ...FIRST, merge_method: 'rebase' });
  await copy.git('fetch', '--quiet');
  await copy.git('rebase', '--quiet', '--onto', 'origin/main~2', 'origin/feature~2', 'feature');
  assert.equal(
    await copy.git('rev-parse', 'origin/main^{tree}'),
    await copy.git('rev-parse', 'feature^{tree}'),
  );
  const log = await copy.git('log', '--format=%an %s', '-2', 'origin/main');
  assert.deepEqual(log.split('\n'), ['bob Be exact', 'bob Begin earlier']);
});

test('merging refuses a head that moved, a conflict, a draft and a second time', async () => {
  await using cast = await gatherCast();
  const { forge, alice } = cast;
  const api = cast.as(alice);
  const { head } = await propose(cast, { 'src/main.txt': 'mine\n' });
  const moved = await refusalOf(api.request(MERGE, { ...FIRST, sha: '0'.repeat(40) }));
  assert.equal(moved.status, 409);
  assert.match(moved.message, /Head branch was modified/);
  const conflicting = { files: { 'src/main.txt': 'theirs\n' }, message: 'Conflict' };
  await forge.commit('alice/hello', conflicting);
  assert.equal(await statusOf(api.request(MERGE, { ...FIRST, sha: head.sha })), 405);
  await forge.commit('alice/hello', { files: { 'x.txt': 'x' }, message: 'x', branch: 'draft' });
  const draft = { ...HELLO, title: 'Draft', head: 'draft', base: 'main', draft: true };
  await api.request(OPEN, draft);
  const refusal = await refusalOf(api.request(MERGE, { ...HELLO, pull_number: 2 }));
  assert.deepEqual(
    [refusal.status, refusal.message.split(' - ')[0]],
    [405, 'Pull Request is still a draft'],
  );
});

test('whether a pull request can be merged is unknown when it is asked first', async () => {
  await using cast = await gatherCast();
  await propose(cast, { 'a.txt': 'a' });
  const api = cast.as();
  const answers = [];
  for (let asked = 0; answers.at(-1)?.mergeable == null && asked < 100; asked += 1) {
    const { data } = await api.request(GET, FIRST);
    answers.push({ mergeable: data.mergeable, state: data.mergeable_state });
  }
  assert.deepEqual(answers.at(-1), { mergeable: true, state: 'clean' });
});

test('a head that reaches the base by a plain push counts as merged', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  await propose(cast, { 'a.txt': 'a' });
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', bob.token), 'bob');
  await copy.git('merge', '--quiet', '--ff-only', 'origin/feature');
  await copy.git('push', '--quiet', 'origin', 'main');
  const { data } = await cast.as().request(GET, FIRST);
  assert.deepEqual([data.merged, data.merged_by?.login], [true, 'bob']);
});
