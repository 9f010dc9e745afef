import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import nock from 'nock';
import { asking, type Intent } from '../../../src/adapters/github/failures.ts';
import { makeOctokit } from '../../../src/adapters/github/octokit.ts';
import { RingmasterError, type TroubleCode } from '../../../src/domain/errors.ts';

const API = 'https://api.github.test';
const octokit = makeOctokit({ baseUrl: API, token: async () => 'ghs_token' });
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
    [403, { message: 'You have exceeded a secondary rate limit' }, 'write', 'outside-unreachable'],
    [404, { message: 'Not Found' }, 'write', 'access-missing'],
    [422, { message: 'Validation Failed' }, 'write', 'outside-refused'],
    [429, { message: 'Too many requests' }, 'write', 'outside-unreachable'],
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
    ['RATE_LIMITED', 'outside-unreachable'],
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

  test('a token is never part of a message', async () => {
    nock(API).get('/repos/acme/app/issues/1').reply(403, { message: 'no' });
    await assert.rejects(
      read(),
      (error: unknown) => error instanceof Error && !error.message.includes('ghs_token'),
    );
  });
});

function isTrouble(code: TroubleCode) {
  return (error: unknown) => error instanceof RingmasterError && error.code === code;
}
