import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Octokit } from '@octokit/core';
import { gatherCast, statusOf } from '../cast.ts';

const MINT = 'POST /app/installations/{installation_id}/access_tokens';
const LIST = 'GET /installation/repositories';

test('an App sees itself and where it is installed', async () => {
  await using cast = await gatherCast();
  const api = cast.asApp();
  const { data: app } = await api.request('GET /app');
  assert.equal(app?.slug, 'ringmaster');
  const { data: list } = await api.request('GET /app/installations');
  assert.deepEqual(
    list.map(({ id }) => id),
    [cast.installationId],
  );
  const { data: found } = await api.request('GET /repos/{owner}/{repo}/installation', {
    owner: 'alice',
    repo: 'hello',
  });
  assert.equal(found.id, cast.installationId);
  const missing = api.request('GET /repos/{owner}/{repo}/installation', {
    owner: 'bob',
    repo: 'hello',
  });
  assert.equal(await statusOf(missing), 404);
});

test('a token lasts an hour and then counts for nothing', async () => {
  let now = Date.now();
  await using cast = await gatherCast({ now: () => now });
  const { data } = await cast.asApp().request(MINT, { installation_id: cast.installationId });
  assert.equal(Date.parse(data.expires_at), Math.floor((now + 3_600_000) / 1000) * 1000);
  const api = new Octokit({ baseUrl: cast.forge.url, auth: data.token });
  assert.equal(await statusOf(api.request(LIST)), 0);
  now += 3_600_000;
  assert.equal(await statusOf(api.request(LIST)), 401);
});

test('a token is narrowed, never widened', async () => {
  await using cast = await gatherCast();
  await cast.forge.addRepository('alice/other');
  const { installationId } = cast;
  const mint = (order: object) =>
    cast.asApp().request(MINT, { installation_id: installationId, ...order });
  const { data } = await mint({ repositories: ['hello'], permissions: { issues: 'read' } });
  assert.deepEqual(data.permissions, { issues: 'read', metadata: 'read' });
  assert.deepEqual(
    data.repositories?.map(({ name }) => name),
    ['hello'],
  );
  assert.match(data.token, /^ghs_\d+_[\w-]+\.[\w-]+\.[\w-]+$/);
  assert.equal(await statusOf(mint({ permissions: { administration: 'write' } })), 422);
  assert.equal(await statusOf(mint({ repositories: ['other'] })), 422);
});

test('the log tells whose token was used and how wide it was', async () => {
  await using cast = await gatherCast();
  const { data } = await cast.asApp().request(MINT, {
    installation_id: cast.installationId,
    repositories: ['hello'],
    permissions: { checks: 'write' },
  });
  cast.forge.requests.clear();
  await new Octokit({ baseUrl: cast.forge.url, auth: data.token }).request(LIST);
  assert.deepEqual(
    cast.forge.requests.all.map(({ by }) => by),
    [
      {
        kind: 'installation',
        login: 'ringmaster[bot]',
        permissions: { checks: 'write', metadata: 'read' },
        repositories: ['hello'],
      },
    ],
  );
});

test('an installation that changes or ends is told, and its tokens follow', async () => {
  await using cast = await gatherCast();
  const { forge, installationId, listener } = cast;
  await forge.addRepository('alice/other', { private: true });
  const { data } = await cast.asApp().request(MINT, { installation_id: installationId });
  const api = new Octokit({ baseUrl: forge.url, auth: data.token });
  forge.changeInstallation(installationId, ['other']);
  // The token was made for what was installed then; it reaches nothing now.
  assert.equal((await api.request(LIST)).data.total_count, 1);
  const other = api.request('GET /repos/{owner}/{repo}', { owner: 'alice', repo: 'other' });
  assert.equal(await statusOf(other), 404);
  forge.uninstall(installationId);
  assert.equal(await statusOf(api.request(LIST)), 401);
  await forge.settled();
  assert.deepEqual(listener.names.sort(), [
    'installation.deleted',
    'installation_repositories.added',
    'installation_repositories.removed',
  ]);
});

test('the delivery log is paged by cursor, tells all and sends again with the same guid', async () => {
  await using cast = await gatherCast();
  const { forge, listener } = cast;
  const issue = { owner: 'alice', repo: 'hello', title: 'Again' };
  await cast.as(cast.alice).request('POST /repos/{owner}/{repo}/issues', issue);
  await forge.settled();
  const api = cast.asApp();
  const first = await api.request('GET /app/hook/deliveries', { per_page: 1 });
  const [newest] = first.data;
  assert.equal(newest?.event, 'issues');
  const next = /cursor=([^&>]+)/.exec(first.headers.link ?? '')?.[1];
  assert.ok(next !== undefined);
  const second = await api.request('GET /app/hook/deliveries', { per_page: 5, cursor: next });
  assert.deepEqual(
    second.data.map(({ event }) => event),
    ['installation', 'ping'],
  );
  const delivery_id = Number(newest.id);
  const whole = await api.request('GET /app/hook/deliveries/{delivery_id}', { delivery_id });
  assert.deepEqual(whole.data.request.payload, listener.payloads('issues.opened')[0]);
  await api.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id });
  await forge.settled();
  const guids = listener.received.map(({ headers }) => headers['x-github-delivery']);
  assert.deepEqual(guids, [newest.guid, newest.guid]);
  const last = forge.deliveries.at(-1);
  assert.deepEqual([last?.guid, last?.redelivery, last?.status], [newest.guid, true, 'OK']);
});

test('an attempt that nobody answered is neither a success nor a failure', async () => {
  await using cast = await gatherCast();
  const { forge } = cast;
  forge.faults.add({ on: { event: 'issues.opened' }, kind: 'lose-hook', recorded: true });
  const issue = { owner: 'alice', repo: 'hello', title: 'Lost' };
  await cast.as(cast.alice).request('POST /repos/{owner}/{repo}/issues', issue);
  const codes = async (status: 'success' | 'failure') => {
    const { data } = await cast.asApp().request('GET /app/hook/deliveries', { status });
    return data.map(({ status_code }) => status_code);
  };
  assert.deepEqual(await codes('failure'), []);
  assert.deepEqual(await codes('success'), [200, 200]);
  assert.equal(forge.deliveries.at(-1)?.statusCode, 0);
});
