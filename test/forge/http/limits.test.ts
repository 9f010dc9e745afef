import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';

test('every answer tells what is left, and asking for it is free', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const first = await api.request('GET /user');
  assert.equal(first.headers['x-ratelimit-remaining'], '4999');
  assert.equal(first.headers['x-ratelimit-resource'], 'core');
  const { data } = await api.request('GET /rate_limit');
  assert.equal(data.resources.core.remaining, 4999);
  const { rateLimit } = await api.graphql<{ rateLimit: object }>(
    '{ rateLimit { limit remaining used cost } }',
  );
  assert.deepEqual(rateLimit, { limit: 5000, remaining: 4999, used: 1, cost: 1 });
});

test('beyond the hour’s budget REST refuses and GraphQL answers with an error, until the hour ends', async () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  await using cast = await gatherCast({ now: () => now, limits: { primary: 2 } });
  const api = cast.as(cast.bob);
  const ask = () => refusalOf(api.request('GET /user'));
  assert.deepEqual([(await ask()).status, (await ask()).status], [0, 0]);
  const refused = await ask();
  assert.equal(refused.status, 403);
  assert.match(refused.message, /API rate limit exceeded for user ID/);
  const query = () => api.graphql('{ viewer { login } }');
  await query();
  await query();
  await assert.rejects(query(), /API rate limit exceeded/);
  assert.equal(await statusOf(cast.as(cast.carol).request('GET /user')), 0);
  now += 3_600_000;
  assert.equal((await ask()).status, 0);
});

test('at most 80 contents are created a minute, and 500 an hour', async () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  await using cast = await gatherCast({
    now: () => now,
    limits: { content: true },
    validate: false,
  });
  const api = cast.as(cast.bob);
  const create = () =>
    statusOf(api.request('POST /repos/{owner}/{repo}/issues', { ...HELLO, title: 'Hello' }));
  const made: number[] = [];
  for (let minute = 0; minute < 8; minute += 1) {
    let count = 0;
    for (; count < 81; count += 1) if ((await create()) !== 0) break;
    made.push(count);
    now += 60_000;
  }
  assert.deepEqual(made, [80, 80, 80, 80, 80, 80, 20, 0]);
  const refused = await fetch(`${cast.forge.url}/repos/alice/hello/issues`, {
    method: 'POST',
    headers: { authorization: `token ${cast.bob.token}` },
    body: '{"title": "Hello"}',
  });
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [403, '60']);
});
