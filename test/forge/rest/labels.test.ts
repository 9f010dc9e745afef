import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, refusalOf, statusOf } from '../cast.ts';

const LABELS = '/repos/{owner}/{repo}/issues/{issue_number}/labels' as const;
const FIRST = { ...HELLO, issue_number: 1 };

test('labels come and go one event each, and unknown ones are made', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.carol);
  await api.request('POST /repos/{owner}/{repo}/issues', { ...HELLO, title: 'Sort me' });
  await api.request(`POST ${LABELS}`, { ...FIRST, labels: ['one', 'two'] });
  await api.request(`PUT ${LABELS}`, { ...FIRST, labels: ['two', 'Three'] });
  const { data } = await api.request(`DELETE ${LABELS}/{name}`, { ...FIRST, name: 'TWO' });
  assert.deepEqual(
    data.map(({ name }) => name),
    ['Three'],
  );
  const { data: all } = await api.request('GET /repos/{owner}/{repo}/labels', HELLO);
  assert.deepEqual(
    all.map(({ name, color }) => [name, color]),
    [
      ['one', 'ededed'],
      ['two', 'ededed'],
      ['Three', 'ededed'],
    ],
  );
  await cast.forge.settled();
  const told = (name: string) =>
    cast.listener.payloads(name).map(({ label }) => JSON.parse(JSON.stringify(label)).name);
  assert.deepEqual(told('issues.labeled').sort(), ['Three', 'one', 'two']);
  assert.deepEqual(told('issues.unlabeled').sort(), ['one', 'two']);
});

test('who may not sort is refused, and so is a label that is not on the issue', async () => {
  await using cast = await gatherCast();
  await cast.as(cast.bob).request('POST /repos/{owner}/{repo}/issues', { ...HELLO, title: 'A' });
  const add = { ...FIRST, labels: ['x'] };
  assert.equal(await statusOf(cast.as(cast.mallory).request(`POST ${LABELS}`, add)), 403);
  const removal = cast.as(cast.carol).request(`DELETE ${LABELS}/{name}`, { ...FIRST, name: 'x' });
  assert.deepEqual(await refusalOf(removal).then(({ status }) => status), 404);
});

test('a label of a repository is made once', async () => {
  await using cast = await gatherCast();
  const order = { ...HELLO, name: 'release', color: 'ff0000', description: 'A release' };
  const route = 'POST /repos/{owner}/{repo}/labels';
  const { data } = await cast.as(cast.bob).request(route, order);
  assert.deepEqual([data.color, data.description], ['ff0000', 'A release']);
  assert.equal(await statusOf(cast.as(cast.bob).request(route, order)), 422);
  assert.equal(await statusOf(cast.as(cast.carol).request(route, { ...order, name: 'y' })), 403);
});
