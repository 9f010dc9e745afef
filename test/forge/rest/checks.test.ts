import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';

const STATUS = 'POST /repos/{owner}/{repo}/statuses/{sha}';
const COMBINED = 'GET /repos/{owner}/{repo}/commits/{ref}/status';
const CHECK = 'POST /repos/{owner}/{repo}/check-runs';

test('of each context the last status counts, and the worst of them is the sum', async () => {
  await using cast = await gatherCast();
  const sha = await cast.forge.commit('alice/hello', { files: { x: 'x' }, message: 'x' });
  const api = cast.as(cast.bob);
  const sum = async () => (await api.request(COMBINED, { ...HELLO, ref: 'main' })).data.state;
  assert.equal(await sum(), 'pending');
  for (const [context, state] of [
    ['build', 'failure'],
    ['lint', 'success'],
    ['build', 'success'],
  ] as const) {
    await api.request(STATUS, { ...HELLO, sha, context, state });
  }
  assert.equal(await sum(), 'success');
  const all = await api.request('GET /repos/{owner}/{repo}/commits/{ref}/statuses', {
    ...HELLO,
    ref: 'main',
  });
  assert.deepEqual(
    all.data.map(({ state }) => state),
    ['success', 'success', 'failure'],
  );
  await cast.forge.settled();
  const told = cast.listener.payloads('status').find(({ state }) => state === 'failure');
  assert.deepEqual([told?.context, told?.sha], ['build', sha]);
});

test('only an App makes check runs, and only its own it changes', async () => {
  await using cast = await gatherCast();
  const head_sha = await cast.forge.commit('alice/hello', { files: { x: 'x' }, message: 'x' });
  const order = { ...HELLO, head_sha, name: 'Ringmaster' };
  assert.equal(await statusOf(cast.as(cast.alice).request(CHECK, order)), 403);
  const api = cast.asInstallation();
  const { data } = await api.request(CHECK, { ...order, status: 'in_progress' });
  const { data: done } = await api.request(
    'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
    {
      ...HELLO,
      check_run_id: data.id,
      conclusion: 'success',
      output: { title: 'Fine', summary: 'All is well.' },
    },
  );
  assert.deepEqual(
    [done.status, done.conclusion, done.app?.slug],
    ['completed', 'success', 'ringmaster'],
  );
  const { data: list } = await cast
    .as()
    .request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', { ...HELLO, ref: 'main' });
  assert.deepEqual(
    list.check_runs.map(({ id }) => id),
    [data.id],
  );
  await cast.forge.settled();
  assert.deepEqual(cast.listener.names.filter((name) => name.startsWith('check_run')).sort(), [
    'check_run.completed',
    'check_run.created',
  ]);
});

test('texts of a check run end at 65,535 characters', async () => {
  await using cast = await gatherCast();
  const head_sha = await cast.forge.commit('alice/hello', { files: { x: 'x' }, message: 'x' });
  const make = (summary: string) =>
    refusalOf(
      cast.asInstallation().request(CHECK, {
        ...HELLO,
        head_sha,
        name: 'Long',
        output: { title: 'Long', summary },
      }),
    );
  assert.equal((await make('x'.repeat(65_535))).status, 0);
  assert.equal((await make('x'.repeat(65_536))).status, 422);
});

test('checks and statuses want a commit that is there', async () => {
  await using cast = await gatherCast();
  const sha = 'e'.repeat(40);
  const status = { ...HELLO, sha, state: 'success' } as const;
  assert.equal(await statusOf(cast.as(cast.bob).request(STATUS, status)), 422);
  const check = { ...HELLO, head_sha: sha, name: 'Lost' };
  assert.equal(await statusOf(cast.asInstallation().request(CHECK, check)), 422);
});
