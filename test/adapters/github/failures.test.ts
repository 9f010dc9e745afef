import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import nock from 'nock';
import { asking } from '../../../src/adapters/github/failures.ts';
import type { Intent } from '../../../src/adapters/github/governor/ask.ts';
import { makeOctokit } from '../../../src/adapters/github/octokit.ts';
import { RingmasterError, type TroubleCode } from '../../../src/domain/errors.ts';
import { lineTo } from '../../support/line.ts';

const API = 'https://api.github.test';
const octokit = makeOctokit(lineTo(API), {
  scope: { key: 'installation/7', installation: 7 },
  token: async () => 'ghs_token',
});
const at = { owner: 'acme', repo: 'app', issue_number: 1 };

describe('GitHub fails', () => {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  const write = () =>
    asking('commenting', 'write', () => octokit.rest.issues.createComment({ ...at, body: 'x' }));
  const read = () => asking('reading', 'read', () => octokit.rest.issues.get(at));

  test('a write that is answered with 502 is sent once, and its outcome is unknown', async () => {
    let sent = 0;
    nock(API)
      .post('/repos/acme/app/issues/1/comments')
      .times(5)
      .reply(() => {
        sent += 1;
        return [502, {}];
      });
    await assert.rejects(write(), isTrouble('outcome-unknown'));
    assert.equal(sent, 1);
  });

  test('a write whose connection breaks is sent once, and its outcome is unknown', async () => {
    nock(API).post('/repos/acme/app/issues/1/comments').replyWithError('socket hang up');
    await assert.rejects(write(), isTrouble('outcome-unknown'));
  });

  test('a read that is answered with 502 is asked again', async () => {
    nock(API)
      .get('/repos/acme/app/issues/1')
      .reply(502)
      .get('/repos/acme/app/issues/1')
      .reply(200, { number: 1 });
    assert.equal((await read()).data.number, 1);
  });

  test('a GraphQL mutation is sent once, a query is asked again', async () => {
    let mutations = 0;
    nock(API)
      .post('/graphql', /mutation/)
      .times(3)
      .reply(() => {
        mutations += 1;
        return [502, {}];
      });
    await assert.rejects(octokit.graphql('mutation M { x }'));
    assert.equal(mutations, 1);
    nock(API)
      .post('/graphql', /query/)
      .reply(502)
      .post('/graphql', /query/)
      .reply(200, { data: { x: 1 } });
    assert.deepEqual(await octokit.graphql('query Q { x }'), { x: 1 });
  });

  const ANSWERS: readonly (readonly [number, object, Intent, TroubleCode])[] = [
    [401, { message: 'Bad credentials' }, 'read', 'access-missing'],
    [403, { message: 'Resource not accessible by integration' }, 'write', 'access-missing'],
    [403, { message: 'You have exceeded a secondary rate limit' }, 'write', 'outside-limited'],
    [404, { message: 'Not Found' }, 'write', 'access-missing'],
    [422, { message: 'Validation Failed' }, 'write', 'outside-refused'],
    [429, { message: 'Too many requests' }, 'write', 'outside-limited'],
  ];
  for (const [status, body, intent, code] of ANSWERS)
    test(`${status} ${JSON.stringify(body)} to a ${intent} is ${code}`, async () => {
      const scope = nock(API);
      if (intent === 'write') scope.post('/repos/acme/app/issues/1/comments').reply(status, body);
      else scope.get('/repos/acme/app/issues/1').reply(status, body);
      await assert.rejects(intent === 'write' ? write() : read(), isTrouble(code));
    });

  for (const [type, code] of [
    ['NOT_FOUND', 'access-missing'],
    ['FORBIDDEN', 'access-missing'],
    ['UNPROCESSABLE', 'outside-refused'],
    ['STALE_DATA', 'outside-unreachable'],
    ['RATE_LIMITED', 'outside-limited'],
    ['SOMETHING_NEW', 'outcome-unknown'],
  ] as const)
    test(`the GraphQL error ${type} is ${code}`, async () => {
      nock(API)
        .post('/graphql')
        .reply(200, { data: null, errors: [{ type, message: 'no' }] });
      await assert.rejects(
        asking('proposing', 'write', () => octokit.graphql('mutation M { x }')),
        isTrouble(code),
      );
    });

  test('what differs from one answer to the next is not part of a message', async () => {
    const said: string[] = [];
    for (const n of [1, 2]) {
      const id = `C1D2:${n}F: please quote it, 2026-05-04 09:1${n}:00 UTC`;
      const limited = { message: `API rate limit exceeded for installation ID ${id}` };
      nock(API).get('/repos/acme/app/issues/1').reply(403, limited);
      said.push(await messageOf(read()));
      nock(API).post('/repos/acme/app/issues/1/comments').reply(503, `<html>${id}</html>`);
      said.push(await messageOf(write()));
      for (const error of [
        { type: 'RATE_LIMITED', message: `API rate limit exceeded for ${id}` },
        { message: `Something went wrong while executing your query on ${id}. Please include it.` },
      ]) {
        const answer = { data: null, errors: [error] };
        nock(API).post('/graphql').reply(200, answer);
        const change = () => octokit.graphql('mutation M { x }');
        said.push(await messageOf(asking('changing', 'write', change)));
      }
    }
    assert.deepEqual(said.slice(0, 4), said.slice(4));
    assert.match(said[0] ?? '', /allows no more requests/);
    assert.doesNotMatch(said.join(), /C1D2|2026/);
  });

  test('a refusal says what GitHub said, and nothing about how we are built', async () => {
    for (const status of [403, 404]) {
      const documentation_url = 'https://docs.github.com/rest/issues';
      nock(API)
        .get('/repos/acme/app/issues/1')
        .reply(status, { message: 'Not here', documentation_url });
      assert.equal(await messageOf(read()), 'GitHub: reading: Not here');
    }
  });

  test("somebody else's words about limits are no limit", async () => {
    nock(API)
      .post('/repos/acme/app/issues/1/comments')
      .reply(422, { message: 'Validation Failed', errors: ['abuse of the rate limit'] });
    await assert.rejects(write(), isTrouble('outside-refused'));
  });

  test('a token is never part of a message', async () => {
    nock(API).get('/repos/acme/app/issues/1').reply(403, { message: 'no' });
    await assert.rejects(
      read(),
      (error: unknown) => error instanceof Error && !error.message.includes('ghs_token'),
    );
  });
});

async function messageOf(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
}

function isTrouble(code: TroubleCode) {
  return (error: unknown) => error instanceof RingmasterError && error.code === code;
}
