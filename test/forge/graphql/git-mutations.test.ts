import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO } from '../cast.ts';
import { WorkingCopy } from '../working-copy.ts';
import { errorsOf, facts, run } from './ask.ts';

const PROMOTE = `mutation Promote($ref: CreateRefInput!, $c: CreateCommitOnBranchInput!, $pr: CreatePullRequestInput!) {
  a: createRef(input: $ref) { ref { id name } }
  b: createCommitOnBranch(input: $c) { commit { oid signature { isValid wasSignedByGitHub } author { name user { login } } } }
  c: createPullRequest(input: $pr) { pullRequest { number headRefOid headRepositoryOwner { login } } } }`;

function promotion(base: { id: string; oid: string }, forkId: string, content: string) {
  const branchName = 'ringmaster/v1';
  const contents = Buffer.from(content).toString('base64');
  return {
    ref: { repositoryId: forkId, name: `refs/heads/${branchName}`, oid: base.oid },
    c: {
      branch: { repositoryNameWithOwner: 'mallory/hello', branchName },
      expectedHeadOid: base.oid,
      message: { headline: 'Promote v1', body: 'For release v1.' },
      fileChanges: {
        additions: [{ path: 'list.yaml', contents }],
        deletions: [{ path: 'README.md' }],
      },
    },
    pr: {
      repositoryId: base.id,
      headRefName: `mallory:${branchName}`,
      baseRefName: 'main',
      title: 'Promote v1',
    },
  };
}

test('a whole promotion from a fork is one document, and repeating it harms nothing', async () => {
  await using cast = await gatherCast();
  const { forge, mallory } = cast;
  const api = cast.as(mallory);
  await api.request('POST /repos/{owner}/{repo}/forks', HELLO);
  const base = await facts(cast, 'alice');
  const variables = promotion(base, (await facts(cast, 'mallory')).id, 'a: b\n');
  const at = await run(api, PROMOTE, variables);
  assert.deepEqual(at('b', 'commit', 'signature'), { isValid: true, wasSignedByGitHub: true });
  assert.deepEqual(at('c', 'pullRequest'), {
    number: 1,
    headRefOid: at('b', 'commit', 'oid'),
    headRepositoryOwner: { login: 'mallory' },
  });
  await using copy = await WorkingCopy.clone(forge.gitUrl('mallory/hello'), 'mallory');
  await copy.git('switch', '--quiet', 'ringmaster/v1');
  assert.equal(await copy.git('ls-files'), 'list.yaml\nsrc/main.txt');
  assert.equal(await copy.git('log', '-1', '--format=%B'), 'Promote v1\n\nFor release v1.');
  await copy.git('fsck', '--strict');
  assert.deepEqual(await errorsOf(api, PROMOTE, variables), [
    {
      type: 'UNPROCESSABLE',
      message: 'A ref named "refs/heads/ringmaster/v1" already exists in the repository.',
    },
    {
      type: 'STALE_DATA',
      message: `Expected branch to point to "${base.oid}" but it did not.  Pull and try again.`,
    },
    {
      type: 'UNPROCESSABLE',
      message: 'A pull request already exists for mallory:ringmaster/v1.',
    },
  ]);
});

test('root fields run one after another, and one that fails stops none', async () => {
  await using cast = await gatherCast();
  const { oid, id } = await facts(cast, 'alice');
  const document = `mutation ($a: CreateRefInput!, $b: CreateRefInput!) {
    bad: createRef(input: $a) { ref { name } } good: createRef(input: $b) { ref { name } } }`;
  const order = (name: string) => ({ repositoryId: id, name, oid });
  const variables = { a: order('refs/heads/main'), b: order('refs/heads/fine') };
  assert.equal((await errorsOf(cast.as(cast.bob), document, variables)).length, 1);
  const found = await cast.as().request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
    ...HELLO,
    ref: 'heads/fine',
  });
  assert.equal(found.data.object.sha, oid);
});

test('refs are moved forward, forced and deleted by their node ids', async () => {
  await using cast = await gatherCast();
  const api = cast.as(cast.bob);
  const { id, oid } = await facts(cast, 'alice');
  const create = 'mutation ($i: CreateRefInput!) { createRef(input: $i) { ref { id } } }';
  const at = await run(api, create, { i: { repositoryId: id, name: 'refs/heads/x', oid } });
  const refId = at('createRef', 'ref', 'id');
  const next = await cast.forge.commit('alice/hello', { files: { x: 'x' }, message: 'x' });
  const update =
    'mutation ($i: UpdateRefInput!) { updateRef(input: $i) { ref { target { oid } } } }';
  await run(api, update, { i: { refId, oid: next } });
  const [refused] = await errorsOf(api, update, { i: { refId, oid } });
  assert.deepEqual(refused, { type: 'UNPROCESSABLE', message: 'Update is not a fast forward' });
  await run(api, update, { i: { refId, oid, force: true } });
  const remove = 'mutation ($i: DeleteRefInput!) { deleteRef(input: $i) { clientMutationId } }';
  const gone = await run(api, remove, { i: { refId, clientMutationId: 'mine' } });
  assert.equal(gone('deleteRef', 'clientMutationId'), 'mine');
  assert.equal((await errorsOf(api, update, { i: { refId, oid } })).length, 1);
});

test('people without the right are told which mutation they may not execute', async () => {
  await using cast = await gatherCast();
  const { id, oid } = await facts(cast, 'alice');
  const document = 'mutation ($i: CreateRefInput!) { createRef(input: $i) { ref { id } } }';
  const variables = { i: { repositoryId: id, name: 'refs/heads/evil', oid } };
  assert.deepEqual(await errorsOf(cast.as(cast.mallory), document, variables), [
    {
      type: 'FORBIDDEN',
      message: 'mallory does not have the correct permissions to execute `CreateRef`',
    },
  ]);
  const reader = await cast.withPermissions({ contents: 'read' });
  assert.deepEqual(await errorsOf(reader, document, variables), [
    { type: 'FORBIDDEN', message: 'Resource not accessible by integration' },
  ]);
});

test('of two commits that expect one head, one is made', async () => {
  await using cast = await gatherCast();
  const { oid } = await facts(cast, 'alice');
  const document =
    'mutation ($i: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $i) { commit { oid } } }';
  const attempt = (path: string) =>
    errorsOf(cast.as(cast.bob), document, {
      i: {
        branch: { repositoryNameWithOwner: 'alice/hello', branchName: 'main' },
        expectedHeadOid: oid,
        message: { headline: path },
        fileChanges: { additions: [{ path, contents: '' }] },
      },
    });
  const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map(attempt));
  assert.deepEqual(outcomes.map((errors) => errors[0]?.type).sort(), [
    'STALE_DATA',
    'STALE_DATA',
    'STALE_DATA',
    undefined,
  ]);
});
