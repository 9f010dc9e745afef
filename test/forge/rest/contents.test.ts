import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';

const GET = 'GET /repos/{owner}/{repo}/contents/{path}';
const PUT = 'PUT /repos/{owner}/{repo}/contents/{path}';

test('a file comes as base64, raw with a charset, and a folder as a list', async () => {
  await using cast = await gatherCast();
  const api = cast.as();
  const { data: file } = await api.request(GET, { ...HELLO, path: 'src/main.txt' });
  assert.ok(!Array.isArray(file) && file.type === 'file');
  assert.equal(Buffer.from(file.content, 'base64').toString(), 'one\ntwo\nthree\n');
  const raw = await api.request(GET, {
    ...HELLO,
    path: 'src/main.txt',
    mediaType: { format: 'raw' },
  });
  assert.match(raw.headers['content-type'] ?? '', /charset=utf-8/);
  assert.equal(String(raw.data), 'one\ntwo\nthree\n');
  const { data: folder } = await api.request(GET, { ...HELLO, path: '' });
  assert.ok(Array.isArray(folder));
  assert.deepEqual(
    folder.map(({ name, type }) => [name, type]),
    [
      ['README.md', 'file'],
      ['src', 'dir'],
    ],
  );
});

test('beyond a megabyte the content is missing and only raw has it', async () => {
  await using cast = await gatherCast();
  const content = 'x'.repeat(1024 * 1024 + 1);
  await cast.forge.commit('alice/hello', { files: { 'big.txt': content }, message: 'Big' });
  const api = cast.as();
  const { data } = await api.request(GET, { ...HELLO, path: 'big.txt' });
  assert.ok(!Array.isArray(data) && data.type === 'file');
  assert.deepEqual([data.content, data.encoding, data.size], ['', 'none', content.length]);
  const raw = await api.request(GET, { ...HELLO, path: 'big.txt', mediaType: { format: 'raw' } });
  assert.equal(String(raw.data).length, content.length);
});

test('a file is changed only by who names the content that is there', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const order = { ...HELLO, path: 'README.md', message: 'Edit', content: 'aGVsbG8=' };
  assert.equal(await statusOf(api.request(PUT, order)), 422);
  assert.equal(await statusOf(api.request(PUT, { ...order, sha: '0'.repeat(40) })), 409);
  const { data: before } = await api.request(GET, { ...HELLO, path: 'README.md' });
  assert.ok(!Array.isArray(before));
  const { data, status } = await api.request(PUT, { ...order, sha: before.sha });
  assert.equal(status, 200);
  assert.equal(data.commit.author?.name, 'Bob');
  const made = await api.request(PUT, { ...order, path: 'a/b/c.txt', branch: 'main' });
  assert.equal(made.status, 201);
});

test('who may not write is told that there is nothing', async () => {
  await using cast = await gatherCast();
  const order = { ...HELLO, path: 'x', message: 'x', content: '' };
  assert.equal(await statusOf(cast.as(cast.mallory).request(PUT, order)), 404);
  assert.equal(await statusOf(cast.as().request(PUT, order)), 401);
});

test('paths that git would not store are refused', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.alice);
  for (const path of ['a/../b', '.git/config', 'a//b']) {
    const order = { ...HELLO, path, message: 'x', content: '' };
    const { status } = await refusalOf(api.request(PUT, order));
    assert.equal(status, 422, path);
  }
});
