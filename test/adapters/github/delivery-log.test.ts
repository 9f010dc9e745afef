import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Octokit } from '@octokit/core';
import nock from 'nock';
import { githubDeliveryLog } from '../../../src/adapters/github/delivery-log.ts';
import type { DeliveryAttempt, DeliveryLog } from '../../../src/plugin/delivery-log.ts';

const API = 'https://api.github.test';
const LONG_AGO = '2000-01-01T00:00:00.000Z';
const log = githubDeliveryLog(new Octokit({ baseUrl: API }));

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

/** An attempt as GitHub lists it; its id is written letter for letter. */
function item(id: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const rest = {
    guid: `guid-${id}`,
    delivered_at: '2026-05-04T09:12:00.123Z',
    redelivery: false,
    status_code: 202,
    event: 'push',
    ...changes,
  };
  return `{"id": ${id}, ${JSON.stringify(rest).slice(1)}`;
}

/** Answers one request for a page. */
function page(query: Readonly<Record<string, string>>, items: readonly string[], next?: string) {
  const link = next === undefined ? {} : { link: linkTo(next) };
  const headers = { 'content-type': 'application/json; charset=utf-8', ...link };
  nock(API)
    .get('/app/hook/deliveries')
    .query(query)
    .reply(200, `[${items.join(',')}]`, headers);
}

function linkTo(cursor: string): string {
  const first = `<${API}/app/hook/deliveries?per_page=100>; rel="first"`;
  return `<${API}/app/hook/deliveries?per_page=100&cursor=${cursor}>; rel="next", ${first}`;
}

async function allOf(of: DeliveryLog, since = LONG_AGO): Promise<readonly DeliveryAttempt[]> {
  const all: DeliveryAttempt[] = [];
  for await (const attempts of of.attempts(since)) all.push(...attempts);
  return all;
}

test('ids that do not fit into a number of ours are not rounded, in the list and in the request', async () => {
  page({ per_page: '100' }, [item('9007199254740993'), item('18446744073709551615')]);
  const attempts = await allOf(log);
  assert.deepEqual(
    attempts.map(({ attempt }) => attempt),
    ['9007199254740993', '18446744073709551615'],
  );
  const [first] = attempts;
  assert.ok(first);
  const details = `{"event": "push", "request": {"payload": {"id": 9007199254740995, "n": 1.50}}}`;
  nock(API)
    .get('/app/hook/deliveries/9007199254740993')
    .reply(200, details, { 'content-type': 'application/json' });
  assert.deepEqual(await log.delivery(first), {
    id: 'guid-9007199254740993',
    event: 'push',
    body: '{"id":9007199254740995,"n":1.50}',
  });
});

test('pages are followed by their cursors, without a filter, until there is no more', async () => {
  page({ per_page: '100' }, [item('9'), item('8')], 'v1_8');
  page({ per_page: '100', cursor: 'v1_8' }, [item('7')], 'v1_7');
  page({ per_page: '100', cursor: 'v1_7' }, []);
  const attempts = await allOf(log);
  assert.deepEqual(
    attempts.map(({ attempt }) => attempt),
    ['9', '8', '7'],
  );
  assert.ok(nock.isDone());
});

test('it stops at what is older than what is asked for', async () => {
  const old = { delivered_at: '2026-05-01T00:00:00.000Z' };
  page({ per_page: '100' }, [item('9'), item('8', old)], 'v1_8');
  const attempts = await allOf(log, '2026-05-04T00:00:00.000Z');
  assert.deepEqual(
    attempts.map(({ attempt }) => attempt),
    ['9'],
  );
});

test('whoever has read enough causes no further request', async () => {
  page({ per_page: '100' }, [item('9')], 'v1_9');
  for await (const attempts of log.attempts(LONG_AGO)) {
    assert.equal(attempts.length, 1);
    break;
  }
  assert.ok(nock.isDone());
});

test('a cursor that leads back is not followed for ever, and not taken for the end', async () => {
  page({ per_page: '100' }, [item('9')], 'v1_9');
  page({ per_page: '100', cursor: 'v1_9' }, [item('9')], 'v1_9');
  await assert.rejects(allOf(log), { code: 'outside-garbled' });
});

test('acknowledged is what was answered with 200 to 399, and not what nobody answered', async () => {
  const codes = [200, 202, 302, 399, 400, 404, 500, 599, 0];
  const items = codes.map((code, index) => item(String(index + 1), { status_code: code }));
  page({ per_page: '100' }, items);
  assert.deepEqual(
    (await allOf(log)).map(({ isAcknowledged }) => isAcknowledged),
    [true, true, true, true, false, false, false, false, false],
  );
});

test('what GitHub has forgotten, or kept without its payload, is not there', async () => {
  const [attempt = assert.fail()] = await given(item('5'));
  nock(API).get('/app/hook/deliveries/5').reply(404, { message: 'Not Found' });
  assert.equal(await log.delivery(attempt), undefined);
  const empty = { event: 'push', request: { payload: null } };
  nock(API).get('/app/hook/deliveries/5').reply(200, empty);
  assert.equal(await log.delivery(attempt), undefined);
});

test('an answer that is cut off, or is none, is an error and not the end of the list', async () => {
  const headers = { 'content-type': 'application/json' };
  for (const body of [`[${item('9')},`, `[${item('"a"')}]`, '{}', '']) {
    nock(API).get('/app/hook/deliveries?per_page=100').reply(200, body, headers);
    await assert.rejects(allOf(log), { name: 'RingmasterError', retry: true });
  }
});

test('what nobody could read is said to have changed nothing', async () => {
  nock(API).get('/app/hook/deliveries?per_page=100').reply(502, 'bad gateway');
  await assert.rejects(allOf(log), { code: 'outside-unreachable' });
});

async function given(...items: readonly string[]): Promise<readonly DeliveryAttempt[]> {
  page({ per_page: '100' }, items);
  return allOf(log);
}
