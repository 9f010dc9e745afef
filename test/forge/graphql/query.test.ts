import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO } from '../cast.ts';
import { isRecord } from '../json-object.ts';
import { WorkingCopy } from '../working-copy.ts';
import { ask } from './ask.ts';

test('a file is read by branch and path, and cut at 512,000 bytes without an error', async () => {
  await using cast = await gatherCast();
  const files = { 'whole.txt': 'x'.repeat(512_000), 'cut.txt': 'x'.repeat(512_001), bin: 'a\0b' };
  const oid = await cast.forge.commit('alice/hello', { files, message: 'Files' });
  const query = `query ($a: String!) { repository(owner: "alice", name: "hello") {
    whole: object(expression: "main:whole.txt") { ...file }
    cut: object(expression: $a) { ...file }
    binary: object(expression: "HEAD:bin") { ...file }
    none: object(expression: "main:none.txt") { ...file }
  } } fragment file on Blob { byteSize isTruncated isBinary text }`;
  const { path } = await ask(cast, query, { variables: { a: `${oid}:cut.txt` } });
  const shape = (name: string) => {
    const blob = path('repository', name);
    assert.ok(isRecord(blob));
    const length = typeof blob.text === 'string' ? blob.text.length : null;
    return [blob.byteSize, blob.isTruncated, blob.isBinary, length];
  };
  assert.deepEqual(shape('whole'), [512_000, false, false, 512_000]);
  assert.deepEqual(shape('cut'), [512_001, true, false, 512_000]);
  assert.deepEqual(shape('binary'), [3, false, true, null]);
  assert.equal(path('repository', 'none'), null);
});

test('refs come by prefix, filtered, sorted and page by page', async () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  await using cast = await gatherCast({ now: () => now });
  const api = cast.as(cast.alice);
  for (const tag of ['v2', 'v1', 'chart/1']) {
    now += 60_000;
    const sha = await cast.forge.commit('alice/hello', { files: { tag }, message: tag });
    const order = { ...HELLO, ref: `refs/tags/${tag}`, sha };
    await api.request('POST /repos/{owner}/{repo}/git/refs', order);
  }
  const names = async (args: string) => {
    const { path } = await ask(
      cast,
      `{ repository(owner: "alice", name: "hello") { refs(refPrefix: "refs/tags/", ${args}) {
        totalCount nodes { name prefix } pageInfo { hasNextPage endCursor } } } }`,
    );
    const refs = path('repository', 'refs');
    assert.ok(isRecord(refs) && Array.isArray(refs.nodes));
    return { names: refs.nodes.map(({ name }) => name), page: refs.pageInfo };
  };
  assert.deepEqual((await names('last: 9')).names, ['chart/1', 'v1', 'v2']);
  assert.deepEqual((await names('first: 9, query: "V"')).names, ['v1', 'v2']);
  const byDate = 'first: 9, orderBy: {field: TAG_COMMIT_DATE, direction: DESC}';
  assert.deepEqual((await names(byDate)).names, ['chart/1', 'v1', 'v2']);
  const first = await names('first: 2');
  assert.ok(isRecord(first.page));
  assert.equal(first.page.hasNextPage, true);
  const second = await names(`first: 2, after: "${String(first.page.endCursor)}"`);
  assert.deepEqual(second.names, ['v2']);
});

test('an annotated tag shows its tagger and what it points to', async () => {
  await using cast = await gatherCast();
  const { forge, bob } = cast;
  await using copy = await WorkingCopy.clone(forge.gitUrl('alice/hello', bob.token), 'bob');
  await copy.git('tag', '--annotate', '--message', 'One', 'v1');
  await copy.git('push', '--quiet', 'origin', 'v1');
  const { path } = await ask(
    cast,
    `{ repository(owner: "alice", name: "hello") { ref(qualifiedName: "refs/tags/v1") { name prefix
      target { oid ... on Tag { name message tagger { name email } target { oid } } } } } }`,
  );
  assert.deepEqual(path('repository', 'ref'), {
    name: 'v1',
    prefix: 'refs/tags/',
    target: {
      oid: await copy.git('rev-parse', 'v1'),
      name: 'v1',
      message: 'One\n',
      tagger: { name: 'bob', email: 'bob@example.com' },
      target: { oid: await copy.git('rev-parse', 'HEAD') },
    },
  });
});

test('a robot goes without "[bot]" here, and ids beyond 32 bits are answered', async () => {
  await using cast = await gatherCast();
  const issue = await cast.as(cast.bob).request('POST /repos/{owner}/{repo}/issues', {
    ...HELLO,
    title: 'Talk',
  });
  await cast.asInstallation().request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...HELLO,
    issue_number: 1,
    body: 'Beep.',
  });
  const { path } = await ask(
    cast,
    `query ($id: ID!) { node(id: $id) { ... on Issue { databaseId fullDatabaseId comments(last: 5) {
      nodes { author { login ... on Bot { databaseId } ... on User { databaseId } } } } } } }`,
    { variables: { id: issue.data.node_id } },
  );
  assert.deepEqual(path('node'), {
    databaseId: issue.data.id,
    fullDatabaseId: String(issue.data.id),
    comments: { nodes: [{ author: { login: 'ringmaster', databaseId: cast.app.bot.id } }] },
  });
});

test('an owners lookup reads a whole chain of files in one request', async () => {
  await using cast = await gatherCast();
  await cast.forge.commit('alice/hello', {
    files: { OWNERS: 'approvers: [alice]\n', 'pkg/OWNERS': 'approvers: [bob]\n' },
    message: 'Owners',
  });
  const { path } = await ask(
    cast,
    `query Owners($o: String!, $r: String!) { repository(owner: $o, name: $r) {
      al: object(expression: "HEAD:OWNERS_ALIASES") { ... on Blob { oid isTruncated text } }
      f0: object(expression: "HEAD:OWNERS") { ... on Blob { oid isTruncated text } }
      f1: object(expression: "HEAD:pkg/OWNERS") { ... on Blob { oid isTruncated text } } } }`,
    { variables: { o: 'alice', r: 'hello' } },
  );
  assert.equal(path('repository', 'al'), null);
  assert.equal(path('repository', 'f1', 'text'), 'approvers: [bob]\n');
});
