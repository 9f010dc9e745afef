import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';

const CREATE = 'POST /repos/{owner}/{repo}/releases';
const EDIT = 'PATCH /repos/{owner}/{repo}/releases/{release_id}';
const LATEST = 'GET /repos/{owner}/{repo}/releases/latest';
const BY_TAG = 'GET /repos/{owner}/{repo}/releases/tags/{tag}';
const REF = 'GET /repos/{owner}/{repo}/git/ref/{ref}';

test('publishing a draft makes its tag, and not before', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const { data: draft } = await api.request(CREATE, { ...HELLO, tag_name: 'v1.0.0', draft: true });
  assert.equal(draft.published_at, null);
  assert.match(draft.html_url, /untagged-/);
  const ref = { ...HELLO, ref: 'tags/v1.0.0' };
  assert.equal(await statusOf(api.request(REF, ref)), 404);
  assert.equal(await statusOf(api.request(BY_TAG, { ...HELLO, tag: 'v1.0.0' })), 404);
  await api.request(EDIT, { ...HELLO, release_id: draft.id, draft: false });
  const { data: main } = await api.request(REF, { ...HELLO, ref: 'heads/main' });
  assert.equal((await api.request(REF, ref)).data.object.sha, main.object.sha);
  await cast.forge.settled();
  assert.deepEqual(cast.listener.names.sort(), [
    'create',
    'push',
    'release.created',
    'release.published',
    'release.released',
  ]);
});

test('a draft is seen by those who may push and by nobody else', async () => {
  await using cast = await gatherCast();
  const order = { ...HELLO, tag_name: 'v1', draft: true };
  const { data } = await cast.asInstallation().request(CREATE, order);
  const seen = async (api: ReturnType<typeof cast.as>) => [
    (await api.request('GET /repos/{owner}/{repo}/releases', HELLO)).data.length,
    await statusOf(
      api.request('GET /repos/{owner}/{repo}/releases/{release_id}', {
        ...HELLO,
        release_id: data.id,
      }),
    ),
  ];
  assert.deepEqual(await seen(cast.as(cast.bob)), [1, 0]);
  assert.deepEqual(await seen(cast.as(cast.carol)), [0, 404]);
  assert.deepEqual(await seen(cast.as()), [0, 404]);
});

test('the latest release is the one that was made so last', async () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  await using cast = await gatherCast({ now: () => now });
  const api = cast.as(cast.bob);
  const make = (tag_name: string, more = {}) => {
    now += 1000;
    return api.request(CREATE, { ...HELLO, tag_name, ...more });
  };
  const latest = async () => (await api.request(LATEST, HELLO)).data.tag_name;
  assert.equal(await statusOf(api.request(LATEST, HELLO)), 404);
  await make('v1.0.0');
  assert.equal(await latest(), 'v1.0.0');
  await make('v2.0.0-rc.1', { prerelease: true });
  assert.equal(await latest(), 'v1.0.0');
  await make('v1.0.1', { make_latest: 'false' });
  assert.equal(await latest(), 'v1.0.0');
  await make('v2.0.0');
  assert.equal(await latest(), 'v2.0.0');
});

test('a tag has one published release', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  await api.request(CREATE, { ...HELLO, tag_name: 'v1' });
  const again = await refusalOf(api.request(CREATE, { ...HELLO, tag_name: 'v1' }));
  assert.match(again.message, /already_exists/);
  const wrong = await refusalOf(
    api.request(CREATE, { ...HELLO, tag_name: 'v2', target_commitish: 'nowhere' }),
  );
  assert.match(wrong.message, /target_commitish/);
  assert.equal(
    await statusOf(cast.as(cast.mallory).request(CREATE, { ...HELLO, tag_name: 'x' })),
    404,
  );
});

test('deleting a release leaves its tag', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const { data } = await api.request(CREATE, { ...HELLO, tag_name: 'chart/1.0.0', body: 'one' });
  await api.request(EDIT, { ...HELLO, release_id: data.id, body: 'two' });
  await api.request('DELETE /repos/{owner}/{repo}/releases/{release_id}', {
    ...HELLO,
    release_id: data.id,
  });
  assert.equal(await statusOf(api.request(REF, { ...HELLO, ref: 'tags/chart/1.0.0' })), 0);
  assert.equal(await statusOf(api.request(BY_TAG, { ...HELLO, tag: 'chart/1.0.0' })), 404);
  await cast.forge.settled();
  const [edited] = cast.listener.payloads('release.edited');
  assert.deepEqual(edited?.changes, { body: { from: 'one' } });
  assert.equal(cast.listener.payloads('release.deleted').length, 1);
});
