import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';
import { WorkingCopy } from '../working-copy.ts';
import { propose } from './propose.ts';

const OPEN = 'POST /repos/{owner}/{repo}/pulls';
const MERGE = 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge';
const EDIT = 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}';
const FIRST = { ...HELLO, pull_number: 1 };

test('the files of a pull request are those that git says differ', async () => {
  await using cast = await gatherCast();
  await propose(cast, { 'src/main.txt': 'one\n2\nthree\n', 'new.txt': 'new\n', 'README.md': '' });
  const { data: files } = await cast
    .as()
    .request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', FIRST);
  const facts = files.map(({ filename, status, additions, deletions }) => [
    filename,
    status,
    additions,
    deletions,
  ]);
  assert.deepEqual(facts, [
    ['README.md', 'modified', 0, 1],
    ['new.txt', 'added', 1, 0],
    ['src/main.txt', 'modified', 1, 1],
  ]);
  assert.equal(files[2]?.patch, '@@ -1,3 +1,3 @@\n one\n-two\n+2\n three');
});

test('opening refuses what exists, what brings nothing and what is not there', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  await propose(cast, { 'a.txt': 'a' });
  const open = (head: string, base = 'main') =>
    refusalOf(api.request(OPEN, { ...HELLO, title: 'Again', head, base }));
  assert.match(
    (await open('feature')).message,
    /A pull request already exists for alice:feature\./,
  );
  assert.match((await open('main')).message, /No commits between main and main/);
  assert.match((await open('nowhere')).message, /"field":"head","code":"invalid"/);
  assert.match((await open('feature', 'nowhere')).message, /"field":"base","code":"invalid"/);
  const { data } = await api.request('GET /repos/{owner}/{repo}/pulls', { ...HELLO, state: 'all' });
  assert.equal(data.length, 1);
});

test('a pull request from a fork shows the fork, and git can fetch its head from the base', async () => {
  await using cast = await gatherCast();
  const { forge, mallory, alice } = cast;
  await cast.as(mallory).request('POST /repos/{owner}/{repo}/forks', HELLO);
  const change = { files: { 'gift.txt': 'gift\n' }, message: 'Gift', branch: 'gift' };
  const sha = await forge.commit('mallory/hello', change);
  const order = { ...HELLO, title: 'Gift', head: 'mallory:gift', base: 'main' };
  const { data } = await cast.as(mallory).request(OPEN, order);
  assert.deepEqual(
    [data.head.label, data.head.sha, data.head.repo?.fork],
    ['mallory:gift', sha, true],
  );
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello'), 'alice');
  await copy.git('fetch', '--quiet', 'origin', 'pull/1/head');
  assert.equal(await copy.git('rev-parse', 'FETCH_HEAD'), sha);
  await cast.as(alice).request(MERGE, FIRST);
  const { data: file } = await cast.as().request('GET /repos/{owner}/{repo}/contents/{path}', {
    ...HELLO,
    path: 'gift.txt',
  });
  assert.ok(!Array.isArray(file) && file.type === 'file');
  const found = cast.as().request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
    ...HELLO,
    commit_sha: sha,
  });
  assert.deepEqual(
    (await found).data.map(({ number }) => number),
    [1],
  );
});

test('a pull request follows its branch and closes with it', async () => {
  await using cast = await gatherCast();
  const { forge, bob, listener } = cast;
  const { head } = await propose(cast, { 'a.txt': 'a' });
  const change = { files: { 'a.txt': 'b' }, message: 'More', author: 'bob', branch: 'feature' };
  const sha = await forge.commit('alice/hello', change);
  await cast.as(bob).request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', {
    ...HELLO,
    ref: 'heads/feature',
  });
  await forge.settled();
  const [synchronize] = listener.payloads('pull_request.synchronize');
  assert.deepEqual([synchronize?.before, synchronize?.after], [head.sha, sha]);
  assert.equal(listener.payloads('pull_request.closed').length, 1);
  const reopening = await refusalOf(cast.as(bob).request(EDIT, { ...FIRST, state: 'open' }));
  assert.equal(reopening.status, 422);
});

test('nobody approves their own pull request', async () => {
  await using cast = await gatherCast();
  await propose(cast, { 'a.txt': 'a' });
  const review = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
  const order = { ...FIRST, event: 'APPROVE', body: 'Fine.' } as const;
  assert.equal(await statusOf(cast.as(cast.bob).request(review, order)), 422);
  const { data } = await cast.as(cast.alice).request(review, order);
  assert.equal(data.state, 'APPROVED');
  await cast.forge.settled();
  const [told] = cast.listener.payloads('pull_request_review.submitted');
  assert.ok(told !== undefined);
  const listed = await cast
    .as()
    .request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', FIRST);
  assert.equal(listed.data.length, 1);
});

test('reviews are asked of collaborators only', async () => {
  await using cast = await gatherCast();
  await propose(cast, { 'a.txt': 'a' });
  const ask = (reviewer: string) =>
    cast
      .as(cast.bob)
      .request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
        ...FIRST,
        reviewers: [reviewer],
      });
  assert.equal(await statusOf(ask('mallory')), 422);
  const { data } = await ask('alice');
  assert.deepEqual(
    data.requested_reviewers?.map((one) => ('login' in one ? one.login : '')),
    ['alice'],
  );
});

test('lists are filtered by head, which must name its owner', async () => {
  await using cast = await gatherCast();
  await propose(cast, { 'a.txt': 'a' }, 'one');
  await propose(cast, { 'b.txt': 'b' }, 'two');
  const count = async (head: string) => {
    const { data } = await cast.as().request('GET /repos/{owner}/{repo}/pulls', { ...HELLO, head });
    return data.length;
  };
  assert.equal(await count('alice:one'), 1);
  assert.equal(await count('alice:three'), 0);
  assert.equal(await count('one'), 2, 'GitHub does not look at a head without an owner');
});

test('a pull request tells of other words, another base, and labels that come and go', async () => {
  await using cast = await gatherCast();
  const { forge, listener } = cast;
  const api = cast.as(cast.bob);
  await forge.commit('alice/hello', { files: { r: 'r' }, message: 'r', branch: 'release' });
  const { base } = await propose(cast, { 'a.txt': 'a' });
  await api.request(EDIT, { ...FIRST, title: 'Better', body: 'Because.' });
  await api.request(EDIT, { ...FIRST, base: 'release' });
  const labels = { ...HELLO, issue_number: 1 };
  const route = '/repos/{owner}/{repo}/issues/{issue_number}/labels' as const;
  await api.request(`POST ${route}`, { ...labels, labels: ['x'] });
  await api.request(`DELETE ${route}`, labels);
  await forge.settled();
  const changes = listener.payloads('pull_request.edited').map((payload) => payload.changes);
  const ofBase = { base: { ref: { from: 'main' }, sha: { from: base.sha } } };
  const ofWords = { title: { from: 'Change' }, body: { from: '' } };
  assert.equal(changes.length, 2);
  for (const expected of [ofWords, ofBase]) {
    assert.ok(changes.some((one) => JSON.stringify(one) === JSON.stringify(expected)));
  }
  assert.equal(listener.payloads('pull_request.labeled').length, 1);
  assert.equal(listener.payloads('pull_request.unlabeled').length, 1);
});
