import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';

const ISSUE = 'POST /repos/{owner}/{repo}/issues';
const EDIT = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
const LIST = 'GET /repos/{owner}/{repo}/issues';

test('an issue keeps what it was opened with, and its dates have whole seconds', async () => {
  await using cast = await gatherCast();
  const { data } = await cast.as(cast.bob).request(ISSUE, {
    ...HELLO,
    title: 'Release v0.1.0',
    body: 'Soon.',
    labels: ['release'],
  });
  assert.equal(data.number, 1);
  assert.equal(data.user?.login, 'bob');
  assert.match(data.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(data.id > 2 ** 31, 'ids have outgrown 32 bits');
  const { data: again } = await cast.as().request(LIST, { ...HELLO, labels: 'release' });
  assert.deepEqual(
    again.map(({ title }) => title),
    ['Release v0.1.0'],
  );
});

test('labels given by somebody who may not label are dropped in silence', async () => {
  await using cast = await gatherCast();
  const order = { ...HELLO, title: 'Help', labels: ['urgent'] };
  const { data } = await cast.as(cast.mallory).request(ISSUE, order);
  assert.deepEqual(data.labels, []);
});

test('authors edit and close their own issues, triage closes any, write edits any', async () => {
  await using cast = await gatherCast();
  const { mallory, carol, bob } = cast;
  await cast.as(mallory).request(ISSUE, { ...HELLO, title: 'Mine' });
  const edit = { ...HELLO, issue_number: 1 };
  assert.equal(await statusOf(cast.as(mallory).request(EDIT, { ...edit, title: 'Still mine' })), 0);
  assert.equal(await statusOf(cast.as(carol).request(EDIT, { ...edit, title: 'Theirs' })), 403);
  assert.equal(await statusOf(cast.as(carol).request(EDIT, { ...edit, state: 'closed' })), 0);
  assert.equal(await statusOf(cast.as(bob).request(EDIT, { ...edit, title: 'Better' })), 0);
  const { data } = await cast.as(bob).request(EDIT, {
    ...edit,
    state: 'open',
  });
  assert.equal(data.state_reason, 'reopened');
  assert.equal(data.title, 'Better');
});

test('a body of 65,536 characters is stored and one more is refused', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.alice);
  const body = '🎪'.repeat(65_536);
  assert.equal(await statusOf(api.request(ISSUE, { ...HELLO, title: 'Long', body })), 0);
  const refusal = await refusalOf(
    api.request(ISSUE, { ...HELLO, title: 'Long', body: `${body}.` }),
  );
  assert.equal(refusal.status, 422);
  assert.match(refusal.message, /maximum is 65536 characters/);
});

test('lists come in pages that link to each other', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  for (const title of ['one', 'two', 'three']) await api.request(ISSUE, { ...HELLO, title });
  const first = await api.request(LIST, { ...HELLO, per_page: 2 });
  assert.deepEqual(
    first.data.map(({ title }) => title),
    ['three', 'two'],
  );
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.link ?? '')?.[1];
  assert.ok(next !== undefined);
  const second = await api.request(`GET ${next}`);
  assert.deepEqual(
    second.data.map(({ title }: { title: string }) => title),
    ['one'],
  );
  assert.match(second.headers.link ?? '', /rel="prev"/);
});

test('lists are filtered by state, creator and time of change', async () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  await using cast = await gatherCast({ now: () => now });
  const api = cast.as(cast.bob);
  await api.request(ISSUE, { ...HELLO, title: 'old' });
  now += 60_000;
  await cast.as(cast.carol).request(ISSUE, { ...HELLO, title: 'new' });
  await api.request(EDIT, { ...HELLO, issue_number: 1, state: 'closed' });
  const titles = async (query: object) => {
    const { data } = await api.request(LIST, { ...HELLO, ...query });
    return data.map(({ title }) => title);
  };
  assert.deepEqual(await titles({}), ['new']);
  assert.deepEqual(await titles({ state: 'closed' }), ['old']);
  assert.deepEqual(await titles({ state: 'all', creator: 'bob' }), ['old']);
  assert.deepEqual(await titles({ state: 'all', since: '2026-05-04T09:01:00Z' }), ['new', 'old']);
  assert.deepEqual(await titles({ state: 'all', since: '2026-05-04T09:01:01Z' }), []);
});
