import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import nock from 'nock';
import { githubApp } from '../../../src/adapters/github/app.ts';
import { lineTo } from '../../support/line.ts';

const API = 'https://api.github.test';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

test('an installation that is suspended or in trouble does not hide the others', async () => {
  const token = (installation: number) =>
    nock(API).post(`/app/installations/${installation}/access_tokens`);
  nock(API)
    .get('/app/installations?per_page=100&page=1')
    .reply(200, [
      { id: 1, suspended_at: null },
      { id: 2, suspended_at: '2026-01-01T00:00:00Z' },
      { id: 3, suspended_at: null },
      { id: 4, suspended_at: null },
    ]);
  for (const installation of [1, 4])
    token(installation).reply(201, {
      token: `ghs_${installation}`,
      expires_at: '2999-01-01T00:00:00Z',
      permissions: {},
    });
  token(3).reply(403, { message: 'This installation has been suspended' });
  for (const [id, name] of [
    [1, 'app'],
    [4, 'tent'],
  ] as const)
    nock(API, { reqheaders: { authorization: `token ghs_${id}` } })
      .get('/installation/repositories?per_page=100&page=1')
      .reply(200, { total_count: 1, repositories: [{ id, name, owner: { login: 'acme' } }] });

  const warnings: unknown[] = [];
  const app = githubApp({
    ...lineTo(API),
    appId: 1,
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    log: { warn: (_, about) => warnings.push(about) },
  });
  assert.deepEqual(
    (await app.sites()).map(({ repository, installation }) => [repository.name, installation]),
    [
      ['app', 1],
      ['tent', 4],
    ],
  );
  assert.match(JSON.stringify(warnings), /^\[{"installation":3,"error":"[^"]*suspended"}\]$/);
});
