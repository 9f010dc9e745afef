import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cast, gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';

const COMMENT = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const EDIT = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
const DELETE = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';
const REACT = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
const FIRST = { ...HELLO, issue_number: 1 };

async function openIssue({ as, alice }: Cast): Promise<void> {
  await as(alice).request('POST /repos/{owner}/{repo}/issues', { ...HELLO, title: 'Talk' });
}

test('a comment shows who wrote it, through which App, and how they stand to the project', async () => {
  await using cast = await gatherCast();
  await openIssue(cast);
  const said = [];
  for (const api of [cast.as(cast.mallory), cast.as(cast.bob), cast.asInstallation()]) {
    const { data } = await api.request(COMMENT, { ...FIRST, body: 'Hello.' });
    const { user, author_association, performed_via_github_app: app } = data;
    said.push([user?.login, user?.type, author_association, app?.slug]);
  }
  assert.deepEqual(said, [
    ['mallory', 'User', 'NONE', undefined],
    ['bob', 'User', 'COLLABORATOR', undefined],
    ['ringmaster[bot]', 'Bot', 'NONE', 'ringmaster'],
  ]);
});

test('an edit tells what was there before; the same words again tell nothing', async () => {
  await using cast = await gatherCast();
  await openIssue(cast);
  const { data } = await cast.as(cast.bob).request(COMMENT, { ...FIRST, body: 'before' });
  const edit = { ...HELLO, comment_id: data.id, body: 'after' };
  assert.equal(await statusOf(cast.as(cast.mallory).request(EDIT, edit)), 403);
  await cast.as(cast.alice).request(EDIT, edit);
  await cast.as(cast.bob).request(EDIT, edit);
  await cast.as(cast.bob).request(DELETE, { ...HELLO, comment_id: data.id });
  await cast.forge.settled();
  const { listener } = cast;
  assert.deepEqual(listener.names.filter((name) => name.startsWith('issue_comment')).sort(), [
    'issue_comment.created',
    'issue_comment.deleted',
    'issue_comment.edited',
  ]);
  const [edited] = listener.payloads('issue_comment.edited');
  assert.deepEqual(edited?.changes, { body: { from: 'before' } });
  assert.equal(JSON.stringify(edited?.sender).includes('"alice"'), true);
});

test('an installation edits its own comments, and with issues: write those of others', async () => {
  await using cast = await gatherCast();
  await openIssue(cast);
  const { data } = await cast.as(cast.bob).request(COMMENT, { ...FIRST, body: 'mine' });
  const edit = { ...HELLO, comment_id: data.id, body: 'ours' };
  assert.equal(await statusOf(cast.asInstallation().request(EDIT, edit)), 0);
  const reader = await cast.withPermissions({ issues: 'read' });
  assert.equal(await statusOf(reader.request(EDIT, edit)), 403);
});

test('an empty comment is refused', async () => {
  await using cast = await gatherCast();
  await openIssue(cast);
  const refused = refusalOf(cast.as(cast.bob).request(COMMENT, { ...FIRST, body: ' ' }));
  assert.match((await refused).message, /Body cannot be blank/);
});

test('the comments of a repository are listed by change, newest first on demand', async () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  await using cast = await gatherCast({ now: () => now });
  await openIssue(cast);
  const api = cast.as(cast.bob);
  const ids = [];
  for (const body of ['one', 'two']) {
    now += 1000;
    ids.push((await api.request(COMMENT, { ...FIRST, body })).data.id);
  }
  now += 1000;
  await api.request(EDIT, { ...HELLO, comment_id: ids[0] ?? 0, body: 'one again' });
  const bodies = async (query: object) => {
    const { data } = await api.request('GET /repos/{owner}/{repo}/issues/comments', {
      ...HELLO,
      ...query,
    });
    return data.map(({ body }) => body);
  };
  assert.deepEqual(await bodies({}), ['one again', 'two']);
  assert.deepEqual(await bodies({ sort: 'updated', direction: 'asc' }), ['two', 'one again']);
  assert.deepEqual(await bodies({ sort: 'created', direction: 'desc' }), ['two', 'one again']);
  assert.deepEqual(await bodies({ since: '2026-05-04T09:00:03Z' }), ['one again']);
});

test('a reaction is given once and taken back by who gave it', async () => {
  await using cast = await gatherCast();
  await openIssue(cast);
  const { data: comment } = await cast.as(cast.bob).request(COMMENT, { ...FIRST, body: '/lgtm' });
  const api = cast.asInstallation();
  const order = { ...HELLO, comment_id: comment.id, content: 'eyes' } as const;
  const first = await api.request(REACT, order);
  const second = await api.request(REACT, order);
  assert.deepEqual([first.status, second.status], [201, 200]);
  assert.equal(first.data.id, second.data.id);
  const { data: shown } = await api.request(
    'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
    { ...HELLO, comment_id: comment.id },
  );
  assert.deepEqual([shown.reactions?.eyes, shown.reactions?.total_count], [1, 1]);
  const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}';
  const removal = { ...HELLO, comment_id: comment.id, reaction_id: first.data.id };
  assert.equal(await statusOf(cast.as(cast.bob).request(route, removal)), 404);
  assert.equal(await statusOf(api.request(route, removal)), 0);
});

test('an issue is reacted to as a comment is', async () => {
  await using cast = await gatherCast();
  await openIssue(cast);
  const route = '/repos/{owner}/{repo}/issues/{issue_number}/reactions' as const;
  await cast.as(cast.mallory).request(`POST ${route}`, { ...FIRST, content: '+1' });
  await cast.as(cast.bob).request(`POST ${route}`, { ...FIRST, content: 'rocket' });
  const { data } = await cast.as().request(`GET ${route}`, { ...FIRST, content: 'rocket' });
  assert.deepEqual(
    data.map(({ user }) => user?.login),
    ['bob'],
  );
});
