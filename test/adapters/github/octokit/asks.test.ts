import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askOf } from '../../../../src/adapters/github/octokit/asks.ts';

const REPOSITORY = '/repos/{owner}/{repo}';
const COMMENTS = `${REPOSITORY}/issues/{issue_number}/comments`;
const READ = { intent: 'read', priority: 'card', creates: 0 };
const WRITE = { intent: 'write', priority: 'card', creates: 0 };

const REST: readonly (readonly [string, object])[] = [
  [`GET ${COMMENTS}`, READ],
  ['GET https://api.github.test/repositories/7/issues?page=2', READ],
  [`POST ${REPOSITORY}/issues`, { ...WRITE, creates: 1 }],
  [`POST ${REPOSITORY}/pulls`, { ...WRITE, creates: 1 }],
  [`POST ${REPOSITORY}/releases`, { ...WRITE, creates: 1 }],
  [`POST ${COMMENTS}`, { ...WRITE, creates: 1, priority: 'reply' }],
  ['POST /repos/acme/app/issues/1/comments', { ...WRITE, creates: 1, priority: 'reply' }],
  [`POST ${REPOSITORY}/issues/comments/{comment_id}/reactions`, { ...WRITE, priority: 'cosmetic' }],
  [`PATCH ${REPOSITORY}/issues/comments/{comment_id}`, WRITE],
  [`DELETE ${REPOSITORY}/issues/comments/{comment_id}`, WRITE],
  [`PATCH ${REPOSITORY}/releases/{release_id}`, WRITE],
  // To get a token changes nothing.
  ['POST /app/installations/{installation_id}/access_tokens', READ],
];

for (const [route, ask] of REST)
  test(`${route} asks for ${JSON.stringify(ask)}`, () => {
    const [method = '', url = ''] = route.split(' ');
    assert.deepEqual(askOf({ method, url }), ask);
  });

test('a GraphQL query is a read, and a mutation makes what its fields say', () => {
  const asked = (query: string) => askOf({ method: 'POST', url: '/graphql', query });
  assert.deepEqual(asked('query Q { viewer { login } }'), READ);
  assert.deepEqual(asked('mutation M { createRef(input: $ref) { ref { id } } }'), WRITE);
  const both = 'mutation M { addComment(input: $a) { id } createPullRequest(input: $b) { id } }';
  assert.deepEqual(asked(both), { ...WRITE, creates: 2 });
});

test('whoever can wait says so', () => {
  const sweep = { method: 'GET', url: COMMENTS, request: { priority: 'cosmetic' } };
  assert.deepEqual(askOf(sweep), { ...READ, priority: 'cosmetic' });
});
