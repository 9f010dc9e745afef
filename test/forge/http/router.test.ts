import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, route } from './route.ts';
import { Router } from './router.ts';

const router = new Router(
  [
    'GET /repos/{owner}/{repo}/commits/{ref}',
    'GET /repos/{owner}/{repo}/commits/{ref}/status',
    'GET /repos/{owner}/{repo}/contents/{path}',
    'GET /repos/{owner}/{repo}/releases/{release_id}',
    'GET /repos/{owner}/{repo}/releases/latest',
    'GET /users/{username}',
  ].map((operation) => route(operation, () => ok({}))),
);

function found(path: string) {
  const match = router.match('GET', path);
  return match === undefined ? undefined : [match.route.operation.split('/').at(-1), match.params];
}

test('slashes in a ref or path are the same, encoded or not', () => {
  const params = { owner: 'a', repo: 'b', ref: 'heads/x' };
  assert.deepEqual(found('/repos/a/b/commits/heads%2Fx'), ['{ref}', params]);
  assert.deepEqual(found('/repos/a/b/commits/heads/x'), ['{ref}', params]);
  assert.deepEqual(found('/repos/a/b/commits/heads/x/status'), ['status', params]);
});

test('a fixed word wins over a placeholder', () => {
  assert.equal(found('/repos/a/b/releases/latest')?.[0], 'latest');
  assert.equal(found('/repos/a/b/releases/7')?.[0], '{release_id}');
});

test('the path of the root folder may be left out', () => {
  for (const path of ['/repos/a/b/contents', '/repos/a/b/contents/']) {
    assert.deepEqual(found(path), ['{path}', { owner: 'a', repo: 'b', path: '' }]);
  }
});

test('what fits nothing is found nowhere', () => {
  assert.equal(found('/users/a/b'), undefined);
  assert.equal(router.match('POST', '/users/a'), undefined);
  assert.deepEqual(found('/users/100%'), ['{username}', { username: '100%' }]);
});
