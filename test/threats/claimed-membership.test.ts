import assert from 'node:assert/strict';
import { test } from 'node:test';
import issueComment from '../../src/handlers/issue-comment.ts';
import { openDesk } from '../support/desk.ts';

const MALLORY = { id: 4, login: 'mallory', type: 'User', site_admin: true };

function payload(claims: object) {
  return {
    action: 'created',
    repository: { id: 7, name: 'app', owner: { login: 'acme' } },
    installation: { id: 9 },
    issue: { number: 5, author_association: 'OWNER' },
    comment: {
      id: 11,
      body: '/rc',
      created_at: '2026-05-04T09:12:11Z',
      updated_at: '2026-05-04T09:12:11Z',
      user: MALLORY,
      ...claims,
    },
    sender: MALLORY,
  };
}

test('what a webhook claims of somebody’s membership is not even read', async () => {
  const [plain] = issueComment.places(payload({}))?.places ?? [];
  const claims = { author_association: 'OWNER', performed_via_github_app: { slug: 'ringmaster' } };
  const [claimed] = issueComment.places(payload(claims))?.places ?? [];
  assert.deepEqual(claimed, plain);
  assert.ok(claimed?.at === 'comment');
  const desk = openDesk();
  await desk.hear(claimed.comment);
  assert.equal(desk.history().candidates.length, 1);
  assert.deepEqual(desk.planned(), ['reaction comment 11', 'reply comment 11']);
});
