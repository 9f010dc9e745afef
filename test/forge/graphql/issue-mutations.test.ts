import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast } from '../cast.ts';
import { isRecord } from '../json-object.ts';
import { facts, run } from './ask.ts';

test('issues and comments live their lives by mutations', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const { id: repositoryId } = await facts(cast, 'alice');
  const made = await run(
    api,
    'mutation ($i: CreateIssueInput!) { createIssue(input: $i) { issue { id number author { login } } } }',
    { i: { repositoryId, title: 'Talk', body: 'Hello.' } },
  );
  const id = made('createIssue', 'issue', 'id');
  const said = await run(
    api,
    'mutation ($i: AddCommentInput!) { addComment(input: $i) { commentEdge { node { id lastEditedAt } } subject { id } } }',
    { i: { subjectId: id, body: '/lgtm' } },
  );
  const subjectId = said('addComment', 'commentEdge', 'node', 'id');
  const document = `mutation ($u: UpdateIssueCommentInput!, $r: AddReactionInput!, $m: MinimizeCommentInput!, $c: CloseIssueInput!) {
    updateIssueComment(input: $u) { issueComment { body editor { login } includesCreatedEdit } }
    addReaction(input: $r) { reaction { content user { login } } }
    minimizeComment(input: $m) { minimizedComment { isMinimized minimizedReason } }
    closeIssue(input: $c) { issue { state stateReason closed } } }`;
  const at = await run(cast.as(cast.alice), document, {
    u: { id: subjectId, body: '/hold' },
    r: { subjectId, content: 'EYES' },
    m: { subjectId, classifier: 'OUTDATED' },
    c: { issueId: id, stateReason: 'NOT_PLANNED' },
  });
  assert.deepEqual(at(), {
    updateIssueComment: {
      issueComment: { body: '/hold', editor: { login: 'alice' }, includesCreatedEdit: true },
    },
    addReaction: { reaction: { content: 'EYES', user: { login: 'alice' } } },
    minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: 'outdated' } },
    closeIssue: { issue: { state: 'CLOSED', stateReason: 'NOT_PLANNED', closed: true } },
  });
  const last = `mutation ($d: DeleteIssueCommentInput!, $u: UpdateIssueInput!, $r: ReopenIssueInput!, $x: DeleteIssueInput!) {
    deleteIssueComment(input: $d) { clientMutationId }
    reopenIssue(input: $r) { issue { state } }
    updateIssue(input: $u) { issue { title body comments(first: 1) { totalCount } } }
    deleteIssue(input: $x) { repository { nameWithOwner } } }`;
  const end = await run(cast.as(cast.alice), last, {
    d: { id: subjectId },
    r: { issueId: id },
    u: { id, title: 'Talked' },
    x: { issueId: id },
  });
  assert.deepEqual(end('updateIssue', 'issue'), {
    title: 'Talked',
    body: 'Hello.',
    comments: { totalCount: 0 },
  });
  await cast.forge.settled();
  assert.ok(cast.listener.names.includes('issues.deleted'));
});

test('a pull request becomes a draft, ready, closed and open again', async () => {
  await using cast = await gatherCast();
  const { forge } = cast;
  const api = cast.as(cast.bob);
  const { id: repositoryId } = await facts(cast, 'alice');
  const change = { files: { a: 'a' }, message: 'A', branch: 'feature', author: 'bob' };
  await forge.commit('alice/hello', change);
  const made = await run(
    api,
    'mutation ($i: CreatePullRequestInput!) { createPullRequest(input: $i) { pullRequest { id isDraft } } }',
    { i: { repositoryId, headRefName: 'feature', baseRefName: 'main', title: 'A', draft: true } },
  );
  const pullRequestId = made('createPullRequest', 'pullRequest', 'id');
  const states = [];
  for (const [name, input] of [
    ['markPullRequestReadyForReview', 'MarkPullRequestReadyForReviewInput'],
    ['convertPullRequestToDraft', 'ConvertPullRequestToDraftInput'],
    ['closePullRequest', 'ClosePullRequestInput'],
    ['reopenPullRequest', 'ReopenPullRequestInput'],
  ]) {
    const at = await run(
      api,
      `mutation ($i: ${input}!) { it: ${name}(input: $i) { pullRequest { state isDraft } } }`,
      { i: { pullRequestId } },
    );
    states.push(at('it', 'pullRequest'));
  }
  assert.deepEqual(
    states.map((state) => (isRecord(state) ? Object.values(state) : [])),
    [
      ['OPEN', false],
      ['OPEN', true],
      ['CLOSED', true],
      ['OPEN', true],
    ],
  );
  await forge.settled();
  assert.deepEqual(
    cast.listener.names.filter((name) => name.startsWith('pull_request')).sort(),
    ['closed', 'converted_to_draft', 'opened', 'ready_for_review', 'reopened'].map(
      (action) => `pull_request.${action}`,
    ),
  );
});
