import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, statusOf } from '../cast.ts';

test('what the forge does not have is answered with 501 and noted', async () => {
  await using cast = await gatherCast({ mayComplain: true });
  const { forge } = cast;
  const tried = [
    ['GET', '/gists'],
    ['DELETE', '/repos/alice/hello'],
    ['POST', '/repos/alice/hello/dispatches'],
    ['GET', '/graphql'],
  ] as const;
  for (const [method, path] of tried) {
    const answer = await fetch(forge.url + path, { method });
    assert.equal(answer.status, 501);
    assert.match(await answer.text(), /is not implemented/);
  }
  assert.deepEqual(
    forge.unknownRequests,
    tried.map(([method, path]) => `${method} ${path}`),
  );
});

test('the addresses of an enterprise server work as well', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  const headers = { authorization: `token ${bob.token}` };
  assert.equal((await fetch(`${forge.url}/api/v3/user`, { headers })).status, 200);
  const answer = await fetch(`${forge.url}/api/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: '{ viewer { login } }' }),
  });
  assert.deepEqual(await answer.json(), { data: { viewer: { login: 'bob' } } });
});

test('an ETag spares what is known, for one token only, and never guards a write', async () => {
  await using cast = await gatherCast();
  const { forge, bob, carol } = cast;
  const get = (token: string, etag = '') =>
    fetch(`${forge.url}/repos/alice/hello`, {
      headers: { authorization: `token ${token}`, 'if-none-match': etag },
    });
  const etag = (await get(bob.token)).headers.get('etag') ?? '';
  const known = await get(bob.token, etag);
  assert.deepEqual([known.status, known.headers.get('x-ratelimit-remaining')], [304, '4999']);
  assert.equal((await get(carol.token, etag)).status, 200);
  const write = cast.as(bob).request('POST /repos/{owner}/{repo}/issues', {
    ...HELLO,
    title: 'Guarded',
    headers: { 'if-match': etag },
  });
  assert.equal(await statusOf(write), 400);
});

test('a body that is no JSON, or not what GitHub describes, is refused', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  const post = async (path: string, body: string) => {
    const headers = { authorization: `token ${bob.token}` };
    const answer = await fetch(`${forge.url}/repos/alice/hello${path}`, {
      method: 'POST',
      headers,
      body,
    });
    return answer.status;
  };
  assert.equal(await post('/issues', '{'), 400);
  assert.equal(await post('/issues', '{}'), 422);
  assert.equal(await post('/issues', '{"title": ["a"]}'), 422);
  assert.equal(await post('/pulls', '{"title": "a", "head": "b", "base": 1}'), 422);
  assert.equal(await post('/forks', ''), 202);
});

test('every request is in the log with its route', async () => {
  await using cast = await gatherCast({ mayComplain: true });
  const { forge, bob } = cast;
  forge.requests.clear();
  const api = cast.as(bob);
  await api.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...HELLO, ref: 'heads/main' });
  await api.graphql('{ viewer { login } rateLimit { cost } }');
  await fetch(`${forge.url}/nothing`);
  assert.deepEqual(forge.requests.counts(), {
    'GET /repos/{owner}/{repo}/git/ref/{ref}': 1,
    viewer: 1,
    rateLimit: 1,
    unknown: 1,
  });
  assert.deepEqual(
    forge.requests.all.map(({ by }) => by.login),
    ['bob', 'bob', undefined],
  );
});

test('what GitHub would heed and the forge would pass over is refused and noted', async () => {
  await using cast = await gatherCast({ mayComplain: true });
  const { forge, alice } = cast;
  const api = cast.as(alice);
  const create = 'POST /repos/{owner}/{repo}/issues';
  const list = 'GET /repos/{owner}/{repo}/issues';
  const attempts = [
    () => api.request(create, { ...HELLO, title: 'Hello', assignees: ['bob'] }),
    () => api.request(list, { ...HELLO, assignee: 'bob' }),
    () => api.request(list, { ...HELLO, mediaType: { format: 'html' } }),
  ];
  for (const attempt of attempts) assert.equal(await statusOf(attempt()), 501);
  const query = (field: string) =>
    api.graphql(`{ repository(owner: "alice", name: "hello") { id ${field} } }`);
  await assert.rejects(
    query('issues(first: 1, filterBy: {viewerSubscribed: true}) { totalCount }'),
  );
  const { repository } = await api.graphql<{ repository: { id: string } }>(
    '{ repository(owner: "alice", name: "hello") { id } }',
  );
  const input = { repositoryId: repository.id, title: 'Hello', assigneeIds: ['x'] };
  await assert.rejects(
    api.graphql(
      'mutation ($input: CreateIssueInput!) { createIssue(input: $input) { issue { id } } }',
      {
        input,
      },
    ),
  );
  assert.deepEqual(forge.unknownRequests, [
    `${create}: the field "assignees"`,
    `${list}: the parameter "assignee"`,
    `${list}: the media type "html"`,
    'Repository.issues(filterBy)',
    'the input of createIssue, "assigneeIds"',
  ]);
  assert.equal((await api.request(list, HELLO)).data.length, 0);
});
