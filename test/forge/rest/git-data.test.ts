import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cast, gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';
import { WorkingCopy } from '../working-copy.ts';

const GET = 'GET /repos/{owner}/{repo}/git/ref/{ref}';
const CREATE = 'POST /repos/{owner}/{repo}/git/refs';
const UPDATE = 'PATCH /repos/{owner}/{repo}/git/refs/{ref}';
const DELETE = 'DELETE /repos/{owner}/{repo}/git/refs/{ref}';

async function head({ as }: Cast): Promise<string> {
  return (await as().request(GET, { ...HELLO, ref: 'heads/main' })).data.object.sha;
}

test('a ref is made once, and a second time is refused', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const order = { ...HELLO, ref: 'refs/tags/chart/0.1.0', sha: await head(cast) };
  await api.request(CREATE, order);
  const again = await refusalOf(api.request(CREATE, order));
  assert.match(again.message, /Reference already exists/);
  const { data } = await api.request(GET, { ...HELLO, ref: 'tags/chart/0.1.0' });
  assert.equal(data.ref, 'refs/tags/chart/0.1.0');
  await cast.forge.settled();
  assert.deepEqual(cast.listener.names.sort(), ['create', 'push']);
  assert.equal(cast.listener.payloads('create')[0]?.ref, 'chart/0.1.0', 'the short name');
});

test('of many who make one ref at once, one does', async () => {
  await using cast = await gatherCast();
  const order = { ...HELLO, ref: 'refs/heads/lock', sha: await head(cast) };
  const attempts = Array.from({ length: 8 }, () =>
    statusOf(cast.as(cast.bob).request(CREATE, order)),
  );
  const statuses = await Promise.all(attempts);
  assert.deepEqual(statuses.sort(), [0, 422, 422, 422, 422, 422, 422, 422]);
});

test('refs that cannot be are refused, each for its reason', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const sha = await head(cast);
  const cases = [
    { ref: 'refs/nope', sha, reason: /three slash-separated/ },
    { ref: 'refs/heads/a..b', sha, reason: /not a valid ref name/ },
    { ref: 'refs/heads/main/sub', sha, reason: /Reference update failed/ },
    { ref: 'refs/heads/new', sha: '1'.repeat(40), reason: /Object does not exist/ },
  ];
  for (const { reason, ...order } of cases) {
    const { status, message } = await refusalOf(api.request(CREATE, { ...HELLO, ...order }));
    assert.equal(status, 422, order.ref);
    assert.match(message, reason);
  }
});

test('a ref moves only forward unless it is forced', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const first = await head(cast);
  const second = await cast.forge.commit('alice/hello', { files: { x: 'x' }, message: 'x' });
  const ref = 'heads/line';
  await api.request(CREATE, { ...HELLO, ref: `refs/${ref}`, sha: first });
  await api.request(UPDATE, { ...HELLO, ref, sha: second });
  const back = await refusalOf(api.request(UPDATE, { ...HELLO, ref, sha: first }));
  assert.match(back.message, /not a fast forward/);
  await cast.forge.settled();
  cast.listener.clear();
  await api.request(UPDATE, { ...HELLO, ref, sha: first, force: true });
  await cast.forge.settled();
  assert.equal(cast.listener.payloads('push')[0]?.forced, true);
});

test('a deleted ref is gone, and what is not there cannot be deleted or moved', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const sha = await head(cast);
  await api.request(CREATE, { ...HELLO, ref: 'refs/tags/v1', sha });
  await api.request(DELETE, { ...HELLO, ref: 'tags/v1' });
  assert.equal(await statusOf(api.request(GET, { ...HELLO, ref: 'tags/v1' })), 404);
  assert.equal(await statusOf(api.request(DELETE, { ...HELLO, ref: 'tags/v1' })), 422);
  assert.equal(await statusOf(api.request(UPDATE, { ...HELLO, ref: 'tags/v1', sha })), 422);
  assert.equal(await statusOf(api.request(DELETE, { ...HELLO, ref: 'heads/main' })), 422);
});

test('a tag made by the API has the name that git would give it', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  const api = cast.as(bob);
  const object = await head(cast);
  const { data } = await api.request('POST /repos/{owner}/{repo}/git/tags', {
    ...HELLO,
    tag: 'v1.0.0',
    message: 'Release one',
    object,
    type: 'commit',
    tagger: { name: 'bob', email: 'bob@example.com', date: '2026-05-04T09:12:00Z' },
  });
  await api.request(CREATE, { ...HELLO, ref: 'refs/tags/v1.0.0', sha: data.sha });
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello'), 'bob');
  await copy.git('fsck', '--strict');
  const written = await copy.git('cat-file', 'tag', 'v1.0.0');
  assert.equal(
    written,
    `object ${object}\ntype commit\ntag v1.0.0\ntagger bob <bob@example.com> 1777885920 +0000\n\nRelease one`,
  );
});

test('blobs come as JSON and raw, trees with everything beneath', async () => {
  await using cast = await gatherCast();
  const api = cast.as();
  const { data: tree } = await api.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    ...HELLO,
    tree_sha: 'main',
    recursive: '1',
  });
  assert.deepEqual(
    tree.tree.map(({ path, type, size }) => [path, type, size]),
    [
      ['README.md', 'blob', 8],
      ['src', 'tree', undefined],
      ['src/main.txt', 'blob', 14],
    ],
  );
  const file_sha = tree.tree[0]?.sha ?? '';
  const blob = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
  const { data } = await api.request(blob, { ...HELLO, file_sha });
  assert.equal(Buffer.from(data.content, 'base64').toString(), '# hello\n');
  const raw = await api.request(blob, { ...HELLO, file_sha, mediaType: { format: 'raw' } });
  assert.equal(String(raw.data), '# hello\n');
});
