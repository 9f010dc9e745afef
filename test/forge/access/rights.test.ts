import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Octokit } from '@octokit/core';
import { type Cast, gatherCast, HELLO, statusOf } from '../cast.ts';

const SECRET = { owner: 'alice', repo: 'secret' } as const;

/** One thing somebody tries, and the status they are answered with; 0 is a success. */
interface Attempt {
  readonly what: string;
  readonly act: (api: Octokit) => Promise<unknown>;
  readonly expected: Readonly<Record<string, number>>;
}

const ISSUE = 'POST /repos/{owner}/{repo}/issues';
const COMMENT = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const first = { issue_number: 1 };

const ON_PUBLIC: readonly Attempt[] = [
  {
    what: 'read the repository',
    act: (api) => api.request('GET /repos/{owner}/{repo}', HELLO),
    expected: { nobody: 0, mallory: 0, carol: 0, bob: 0, App: 0, 'App without permission': 0 },
  },
  {
    what: 'open an issue',
    act: (api) => api.request(ISSUE, { ...HELLO, title: 'Hello' }),
    expected: { nobody: 401, mallory: 0, carol: 0, bob: 0, App: 0, 'App without permission': 403 },
  },
  {
    what: 'comment',
    act: (api) => api.request(COMMENT, { ...HELLO, ...first, body: 'Hello.' }),
    expected: { nobody: 401, mallory: 0, carol: 0, bob: 0, App: 0, 'App without permission': 403 },
  },
  {
    what: 'label',
    act: (api) =>
      api.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
        ...HELLO,
        ...first,
        labels: ['x'],
      }),
    expected: {
      nobody: 401,
      mallory: 403,
      carol: 0,
      bob: 0,
      App: 0,
      'App without permission': 403,
    },
  },
  {
    what: 'change a file',
    act: (api) =>
      api.request('PUT /repos/{owner}/{repo}/contents/{path}', {
        ...HELLO,
        path: `file-${Math.random()}`,
        message: 'x',
        content: '',
      }),
    expected: {
      nobody: 401,
      mallory: 404,
      carol: 404,
      bob: 0,
      App: 0,
      'App without permission': 403,
    },
  },
  {
    what: 'set a status',
    act: (api) =>
      api.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
        ...HELLO,
        sha: 'main',
        state: 'success',
      }),
    expected: {
      nobody: 401,
      mallory: 404,
      carol: 404,
      bob: 0,
      App: 0,
      'App without permission': 403,
    },
  },
  {
    what: 'make a release',
    act: (api) =>
      api.request('POST /repos/{owner}/{repo}/releases', {
        ...HELLO,
        tag_name: `v${Math.random()}`,
        draft: true,
      }),
    expected: {
      nobody: 401,
      mallory: 404,
      carol: 404,
      bob: 0,
      App: 0,
      'App without permission': 403,
    },
  },
];

const ON_PRIVATE: readonly Attempt[] = [
  {
    what: 'read the repository',
    act: (api) => api.request('GET /repos/{owner}/{repo}', SECRET),
    expected: { nobody: 404, mallory: 404, bob: 0, App: 0, 'App without permission': 0 },
  },
  {
    what: 'read its issues',
    act: (api) => api.request('GET /repos/{owner}/{repo}/issues', SECRET),
    expected: { nobody: 404, mallory: 404, bob: 0, App: 0, 'App without permission': 403 },
  },
  {
    what: 'read a file',
    act: (api) =>
      api.request('GET /repos/{owner}/{repo}/contents/{path}', { ...SECRET, path: 'README.md' }),
    expected: { nobody: 404, mallory: 404, bob: 0, App: 0, 'App without permission': 403 },
  },
  {
    what: 'open an issue',
    act: (api) => api.request(ISSUE, { ...SECRET, title: 'Hello' }),
    expected: { nobody: 404, mallory: 404, bob: 0, App: 0, 'App without permission': 403 },
  },
];

async function clients(cast: Cast): Promise<Record<string, Octokit>> {
  return {
    nobody: cast.as(),
    mallory: cast.as(cast.mallory),
    carol: cast.as(cast.carol),
    bob: cast.as(cast.bob),
    App: cast.asInstallation(),
    'App without permission': await cast.withPermissions({ metadata: 'read' }),
  };
}

test('on a public repository everybody reads and speaks, and only some write', async () => {
  await using cast = await gatherCast();
  await cast.as(cast.bob).request(ISSUE, { ...HELLO, title: 'First' });
  const people = await clients(cast);
  for (const { what, act, expected } of ON_PUBLIC) await check(people, { what, act, expected });
});

test('a private repository is there only for those who belong to it', async () => {
  await using cast = await gatherCast();
  await cast.forge.addRepository('alice/secret', {
    private: true,
    collaborators: { bob: 'write' },
  });
  cast.forge.changeInstallation(cast.installationId, ['hello', 'secret']);
  const people = await clients(cast);
  for (const { what, act, expected } of ON_PRIVATE) await check(people, { what, act, expected });
});

test('an App reaches public repositories it is not installed on, and writes to none of them', async () => {
  await using cast = await gatherCast();
  await cast.forge.addRepository('bob/tools');
  const there = { owner: 'bob', repo: 'tools' };
  const api = cast.asInstallation();
  assert.equal(await statusOf(api.request('GET /repos/{owner}/{repo}', there)), 0);
  assert.equal(await statusOf(api.request(ISSUE, { ...there, title: 'Hello' })), 403);
});

test('an App opens no pull request where it is not installed, and a person from a fork does', async () => {
  await using cast = await gatherCast();
  const { forge, app, mallory } = cast;
  await cast.as(mallory).request('POST /repos/{owner}/{repo}/forks', HELLO);
  await forge.commit('mallory/hello', { files: { x: 'x' }, message: 'x', branch: 'gift' });
  const order = { ...HELLO, title: 'Gift', head: 'mallory:gift', base: 'main' };
  const route = 'POST /repos/{owner}/{repo}/pulls';
  forge.uninstall(cast.installationId);
  const elsewhere = forge.install(app, 'mallory', ['hello']);
  const { data } = await cast
    .asApp()
    .request('POST /app/installations/{installation_id}/access_tokens', {
      installation_id: elsewhere,
    });
  const robot = cast.as({ login: 'ringmaster', id: 0, token: data.token });
  assert.equal(await statusOf(robot.request(route, order)), 403);
  assert.equal(await statusOf(cast.as(cast.carol).request(route, order)), 422);
  assert.equal(await statusOf(cast.as(mallory).request(route, order)), 0);
});

async function check(people: Record<string, Octokit>, { what, act, expected }: Attempt) {
  for (const [who, status] of Object.entries(expected)) {
    const api = people[who];
    assert.ok(api !== undefined);
    assert.equal(await statusOf(act(api)), status, `${who} tries to ${what}`);
  }
}
