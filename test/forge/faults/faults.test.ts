import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Octokit } from '@octokit/core';
import { type Cast, gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';

const ISSUE = 'POST /repos/{owner}/{repo}/issues';
const LIST = 'GET /repos/{owner}/{repo}/issues';
const onIssues = { method: 'POST', path: /\/issues$/ };

async function titles(api: Octokit): Promise<string[]> {
  const { data } = await api.request(LIST, HELLO);
  return data.map(({ title }) => title);
}

test('refused requests have no effect, and the fault counts itself', async () => {
  await using cast = await gatherCast();
  const fault = cast.forge.faults.add({ on: onIssues, kind: 'refuse', times: 2 });
  const api = cast.as(cast.bob);
  const attempt = () => statusOf(api.request(ISSUE, { ...HELLO, title: 'Hello' }));
  assert.deepEqual([await attempt(), await attempt(), await attempt()], [502, 502, 0]);
  assert.equal(fault.fired, 2);
  assert.equal((await titles(api)).length, 1);
});

test('an effect may happen although its answer says it did not', async () => {
  await using cast = await gatherCast();
  const { forge } = cast;
  const api = cast.as(cast.bob);
  forge.faults.add({ on: onIssues, kind: 'effect-then-502' });
  assert.equal(await statusOf(api.request(ISSUE, { ...HELLO, title: 'one' })), 502);
  forge.faults.add({ on: onIssues, kind: 'effect-then-reset' });
  const reset = await refusalOf(api.request(ISSUE, { ...HELLO, title: 'two' }));
  assert.equal(reset.status, 500, 'Octokit’s own number for a connection that was cut');
  assert.deepEqual(await titles(api), ['two', 'one']);
  assert.equal(forge.requests.matching({ route: ISSUE }).length, 2);
  assert.equal(forge.requests.creations, 2);
});

test('a GraphQL document is met by the root field it asks for', async () => {
  await using cast = await gatherCast();
  const fault = cast.forge.faults.add({ on: { operation: 'viewer' }, kind: 'refuse' });
  const api = cast.as(cast.bob);
  await api.graphql('{ rateLimit { cost } }');
  assert.equal(fault.fired, 0);
  assert.equal(await statusOf(api.graphql('{ me: viewer { login } }')), 502);
});

test('rate limits come with retry-after, or with a reset to wait for', async () => {
  await using cast = await gatherCast({ now: () => Date.parse('2026-05-04T09:00:00Z') });
  const { faults } = cast.forge;
  const refusal = async () => {
    const { status, headers } = await fetch(`${cast.forge.url}/user`);
    return [
      status,
      ...['retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset'].map((name) =>
        headers.get(name),
      ),
    ];
  };
  faults.add({ on: {}, kind: 'rate-limit', retryAfter: 60 });
  assert.deepEqual(await refusal(), [403, '60', null, null]);
  faults.add({ on: {}, kind: 'rate-limit', status: 429, resetIn: 120 });
  const reset = String(Date.parse('2026-05-04T09:02:00Z') / 1000);
  assert.deepEqual(await refusal(), [429, null, '0', reset]);
});

test('a stale read answers what was true then', async () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  await using cast = await gatherCast({ now: () => now });
  const { forge } = cast;
  const api = cast.as(cast.bob);
  const ref = 'GET /repos/{owner}/{repo}/git/ref/{ref}';
  const head = async (name: string) => {
    const { data } = await api.request(ref, { ...HELLO, ref: `heads/${name}` });
    return data.object.sha;
  };
  await api.request(ISSUE, { ...HELLO, title: 'before' });
  const old = await head('main');
  now += 5000;
  const sha = await forge.commit('alice/hello', { files: { x: 'x' }, message: 'x' });
  await forge.commit('alice/hello', { files: { y: 'y' }, message: 'y', branch: 'new' });
  const edit = { ...HELLO, issue_number: 1, title: 'after' };
  await api.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', edit);
  const stale = () => forge.faults.add({ on: {}, kind: 'stale', ms: 4000 });
  stale();
  assert.equal(await head('main'), old);
  assert.equal(await head('main'), sha);
  stale();
  assert.equal(await statusOf(head('new')), 404);
  stale();
  assert.deepEqual(await titles(api), ['before']);
  stale();
  const { repository } = await api.graphql<{ repository: { ref: unknown } }>(
    '{ repository(owner: "alice", name: "hello") { ref(qualifiedName: "refs/heads/new") { id } } }',
  );
  assert.equal(repository.ref, null);
  stale();
  const order = { ...HELLO, title: 'Too early', head: 'new', base: 'main' };
  const early = await refusalOf(api.request('POST /repos/{owner}/{repo}/pulls', order));
  assert.match(early.message, /"field":"head","code":"invalid"/);
});

test('a stale write changes what is there now, not what was', async () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  await using cast = await gatherCast({ now: () => now });
  const api = cast.as(cast.bob);
  await api.request(ISSUE, { ...HELLO, title: 'before' });
  now += 5000;
  const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
  await api.request(route, { ...HELLO, issue_number: 1, title: 'after' });
  cast.forge.faults.add({ on: { method: 'PATCH' }, kind: 'stale', ms: 4000 });
  const { data } = await api.request(route, { ...HELLO, issue_number: 1, body: 'new' });
  assert.deepEqual([data.title, data.body], ['after', 'new']);
});

test('webhooks are lost with and without a trace, doubled, and late', async () => {
  await using cast = await gatherCast();
  const { forge, listener } = cast;
  const { faults } = forge;
  const open = async (title: string) => {
    await cast.as(cast.bob).request(ISSUE, { ...HELLO, title });
    await forge.settled();
  };
  const event = { event: 'issues.opened' };
  faults.add({ on: event, kind: 'lose-hook' });
  const before = forge.deliveries.length;
  await open('lost');
  assert.equal(forge.deliveries.length, before);
  faults.add({ on: event, kind: 'lose-hook', recorded: true });
  await open('lost, and noted');
  assert.equal(forge.deliveries.length, before + 1);
  assert.deepEqual(listener.names, []);
  faults.add({ on: event, kind: 'duplicate-hook' });
  await open('twice');
  const guids = listener.received.map(({ headers }) => headers['x-github-delivery']);
  assert.equal(guids.length, 2);
  assert.equal(new Set(guids).size, 1);
  faults.add({ on: event, kind: 'delay-hook', ms: 30 });
  await open('late');
  assert.equal(listener.received.length, 3);
});

test('a slow answer is an answer', async () => {
  await using cast = await gatherCast();
  const fault = cast.forge.faults.add({ on: { path: /^\/user$/ }, kind: 'delay', ms: 20 });
  assert.equal(await statusOf(cast.as(cast.bob).request('GET /user')), 0);
  assert.equal(fault.fired, 1);
});

test('faults that are taken away do not happen', async () => {
  await using cast: Cast = await gatherCast();
  const { faults } = cast.forge;
  faults.add({ on: {}, kind: 'refuse' }).remove();
  faults.add({ on: {}, kind: 'refuse', times: 9 });
  faults.clear();
  assert.equal(await statusOf(cast.as(cast.bob).request('GET /user')), 0);
});
