import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cast, gatherCast, HELLO, statusOf } from './cast.ts';
import { WorkingCopy } from './working-copy.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

async function proposeAndMerge({ as, bob, alice, forge }: Cast, name: string): Promise<number> {
  const change = { files: { [`${name}.txt`]: name }, message: name, branch: name, author: 'bob' };
  await forge.commit('alice/hello', change);
  const order = { ...HELLO, title: name, head: name, base: 'main' };
  const { data } = await as(bob).request('POST /repos/{owner}/{repo}/pulls', order);
  const merge = { ...HELLO, pull_number: data.number };
  await as(alice).request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', merge);
  return data.number;
}

test('pull requests that are merged at once all keep their changes', async () => {
  await using cast = await gatherCast();
  const numbers = await Promise.all(NAMES.map((name) => proposeAndMerge(cast, name)));
  assert.equal(new Set(numbers).size, NAMES.length, 'no number is given twice');
  await using copy = await WorkingCopy.clone(cast.forge.gitUrl('alice/hello'), 'alice');
  const files = (await copy.git('ls-files')).split('\n');
  for (const name of NAMES) assert.ok(files.includes(`${name}.txt`), name);
  await copy.git('fsck', '--strict');
  await cast.forge.settled();
  const { listener } = cast;
  const onMain = listener.payloads('push').filter(({ ref }) => ref === 'refs/heads/main');
  assert.equal(onMain.length, NAMES.length);
  const befores = onMain.map(({ before }) => before);
  const afters = new Set(onMain.map(({ after }) => after));
  assert.equal(befores.filter((oid) => !afters.has(oid)).length, 1, 'one chain from the first');
});

test('people who push and the API take turns on one branch', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  const push = async (name: string) => {
    await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', bob.token), 'bob');
    await copy.commit(`${name}.txt`, name);
    const { code } = await copy.tryGit('push', '--quiet', 'origin', 'main');
    return code === 0;
  };
  const put = async (name: string) => {
    const order = { ...HELLO, path: `${name}.txt`, message: name, content: '' };
    const status = await statusOf(
      cast.as(bob).request('PUT /repos/{owner}/{repo}/contents/{path}', order),
    );
    assert.ok(status === 0 || status === 409, 'done, or told that somebody was faster');
    return status === 0;
  };
  const done = await Promise.all(NAMES.map((name, index) => (index % 2 === 0 ? push : put)(name)));
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello'), 'alice');
  const files = (await copy.git('ls-files')).split('\n');
  NAMES.forEach((name, index) => {
    assert.equal(files.includes(`${name}.txt`), done[index], name);
  });
});

test('of many who do the same thing at once, one does it', async () => {
  await using cast = await gatherCast();
  const { forge, alice, mallory } = cast;
  await forge.commit('alice/hello', { files: { x: 'x' }, message: 'x', branch: 'x' });
  const five = (attempt: () => Promise<unknown>) =>
    Promise.all(Array.from({ length: 5 }, () => statusOf(attempt())));
  const open = { ...HELLO, title: 'x', head: 'x', base: 'main' };
  const opened = await five(() => cast.as(alice).request('POST /repos/{owner}/{repo}/pulls', open));
  assert.deepEqual(opened.sort(), [0, 422, 422, 422, 422]);
  const merge = { ...HELLO, pull_number: 1 };
  const merged = await five(() =>
    cast.as(alice).request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', merge),
  );
  assert.deepEqual(merged.sort(), [0, 405, 405, 405, 405]);
  const release = { ...HELLO, tag_name: 'v1' };
  const released = await five(() =>
    cast.as(alice).request('POST /repos/{owner}/{repo}/releases', release),
  );
  assert.deepEqual(released.sort(), [0, 422, 422, 422, 422]);
  const forks = await five(() =>
    cast.as(mallory).request('POST /repos/{owner}/{repo}/forks', HELLO),
  );
  assert.deepEqual(forks, [0, 0, 0, 0, 0], 'forking again finds the fork');
});

test('two who change different things of one issue both succeed', async () => {
  await using cast = await gatherCast();
  const { bob, alice } = cast;
  const issue = { ...HELLO, issue_number: 1 };
  await cast.forge.commit('alice/hello', { files: { x: 'x' }, message: 'x', branch: 'x' });
  const order = { ...HELLO, title: 'before', head: 'x', base: 'main' };
  await cast.as(bob).request('POST /repos/{owner}/{repo}/pulls', order);
  const edit = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
  await Promise.all([
    cast.as(alice).request(edit, { ...issue, title: 'after', state: 'closed' }),
    cast.as(bob).request(edit, { ...issue, body: 'new' }),
    cast.as(bob).request(edit, { ...issue, labels: ['x'] }),
  ]);
  const { data } = await cast
    .as()
    .request('GET /repos/{owner}/{repo}/issues/{issue_number}', issue);
  const names = data.labels.map((label) => (typeof label === 'string' ? label : label.name));
  assert.deepEqual([data.title, data.body, data.state, names], ['after', 'new', 'closed', ['x']]);
});
