import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { test } from 'node:test';
import { gatherCast, HELLO, statusOf } from './cast.ts';
import { startForge } from './forge.ts';
import { WorkingCopy } from './working-copy.ts';

test('a forge that is closed answers nobody and leaves no files', async () => {
  const forge = await startForge();
  forge.addUser({ login: 'alice' });
  await forge.addRepository('alice/hello');
  const { url, folder } = forge;
  await access(folder);
  await forge.close();
  await assert.rejects(fetch(url));
  await assert.rejects(access(folder));
});

test('a page is told of changes, once for what changes together', async () => {
  await using cast = await gatherCast();
  let changes = 0;
  const stop = cast.forge.onChange(() => {
    changes += 1;
  });
  const api = cast.as(cast.bob);
  await api.request('GET /repos/{owner}/{repo}', HELLO);
  assert.equal(changes, 0);
  await api.request('POST /repos/{owner}/{repo}/issues', { ...HELLO, title: 'Hello' });
  assert.ok(changes > 0);
  const before = changes;
  stop();
  await api.request('POST /repos/{owner}/{repo}/issues', { ...HELLO, title: 'Hello' });
  assert.equal(changes, before);
});

test('history can be made of merged pull requests, labels and authors kept', async () => {
  await using cast = await gatherCast();
  const { forge } = cast;
  const { number, sha } = await forge.mergedPull('alice/hello', {
    title: 'Add a trapeze',
    files: { 'trapeze.txt': 'swing\n' },
    by: 'bob',
    labels: ['kind/feature'],
    method: 'squash',
  });
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello'), 'alice');
  assert.equal(await copy.git('rev-parse', 'HEAD'), sha);
  assert.equal(await copy.git('log', '-1', '--format=%an: %s'), `Bob: Add a trapeze (#${number})`);
});

test('an empty repository has no branch until somebody commits', async () => {
  await using cast = await gatherCast();
  const { forge } = cast;
  await forge.addRepository('alice/empty', { files: {}, defaultBranch: 'trunk' });
  const ref = { owner: 'alice', repo: 'empty', ref: 'heads/trunk' };
  const find = () => statusOf(cast.as().request('GET /repos/{owner}/{repo}/git/ref/{ref}', ref));
  assert.equal(await find(), 404);
  await forge.commit('alice/empty', { files: { a: 'a' }, message: 'First' });
  assert.equal(await find(), 0);
});

test('what a set-up names must be there', async () => {
  const forge = await startForge();
  await assert.rejects(forge.addRepository('alice/hello'), /no account alice/);
  const app = { slug: 'ringmaster', permissions: {}, events: [] };
  await assert.rejects(forge.addApp(app), /no account to own the App/);
  forge.addUser({ login: 'alice' });
  assert.throws(() => forge.addUser({ login: 'ALICE' }), /an account ALICE already/);
  await assert.rejects(forge.commit('alice/nothing', { files: {}, message: '' }), /no repository/);
  await forge.close();
});
