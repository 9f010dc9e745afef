import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import nock from 'nock';
import { githubApp } from '../../../src/adapters/github/app.ts';
import { githubForge } from '../../../src/adapters/github/forge.ts';
import { lineTo } from '../../support/line.ts';
import { SILENT } from '../../support/log.ts';

const API = 'https://api.github.test';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const TOKENS = '/app/installations/7/access_tokens';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

const site = { repository: { id: 1, owner: 'acme', name: 'app' }, installation: 7 };
const forge = () => {
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  return githubForge(githubApp({ ...lineTo(API), appId: 1, privateKey: pem, log: SILENT }), site);
};

function expectToken(token: string): void {
  const lasting = { expires_at: '2999-01-01T00:00:00Z', permissions: { issues: 'write' } };
  nock(API)
    .post(TOKENS)
    .reply(201, { token, ...lasting });
}

function expectComment(token: string): nock.Interceptor {
  const reqheaders = { authorization: `token ${token}` };
  return nock(API, { reqheaders }).post('/repos/acme/app/issues/1/comments');
}

const COMMENT = { id: 5, created_at: '2026-05-04T09:00:00Z' };

test('a token that was revoked is replaced, and the new one is kept', async () => {
  expectToken('ghs_one');
  expectComment('ghs_one').reply(401, { message: 'Bad credentials' });
  expectToken('ghs_two');
  expectComment('ghs_two').times(2).reply(201, COMMENT);
  const { issues } = forge();
  assert.equal((await issues.comment(1, 'x')).id, 5);
  assert.equal((await issues.comment(1, 'x')).id, 5);
  assert.ok(nock.isDone());
});

test('where no token is to be had for a write, nothing was done, and that is known', async () => {
  nock(API).post(TOKENS).times(3).reply(502);
  await assert.rejects(forge().issues.comment(1, 'x'), { code: 'outside-unreachable' });
  assert.ok(nock.isDone());
});
