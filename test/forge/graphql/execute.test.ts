import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast } from '../cast.ts';
import { ask } from './ask.ts';

test('what is not there is NOT_FOUND, beside whatever else was asked', async () => {
  await using cast = await gatherCast();
  const { status, body } = await ask(
    cast,
    '{ viewer { login } repository(owner: "alice", name: "gone") { id } }',
  );
  assert.equal(status, 200);
  assert.deepEqual(body, {
    data: { viewer: { login: 'alice' }, repository: null },
    errors: [
      {
        type: 'NOT_FOUND',
        path: ['repository'],
        locations: [{ line: 1, column: 20 }],
        message: "Could not resolve to a Repository with the name 'alice/gone'.",
      },
    ],
  });
});

test('a private repository is not there for strangers, by name or by node id', async () => {
  await using cast = await gatherCast();
  const id = await cast.forge.addRepository('alice/secret', { private: true });
  const api = cast.as(cast.alice);
  const { data } = await api.request('GET /repositories/{id}', { id });
  const token = cast.mallory.token;
  const byName = await ask(cast, '{ repository(owner: "alice", name: "secret") { id } }', {
    token,
  });
  assert.equal(byName.path('repository'), null);
  const query = 'query ($id: ID!) { node(id: $id) { id } }';
  const byId = await ask(cast, query, { variables: { id: data.node_id }, token });
  assert.equal(byId.path('node'), null);
});

test('a connection wants to know how many, and not more than 100', async () => {
  await using cast = await gatherCast();
  const errorOf = async (args: string) => {
    const { body } = await ask(
      cast,
      `{ repository(owner: "alice", name: "hello") { issues${args} { totalCount } } }`,
    );
    assert.ok(Array.isArray(body.errors));
    return body.errors[0].type;
  };
  assert.equal(await errorOf(''), 'MISSING_PAGINATION_BOUNDARIES');
  assert.equal(await errorOf('(first: 101)'), 'EXCESSIVE_PAGINATION');
});

test('the cost of a query is what GitHub’s rule makes it', async () => {
  await using cast = await gatherCast();
  const costOf = async (query: string) => {
    const { path } = await ask(cast, query);
    return path('rateLimit', 'cost');
  };
  assert.equal(await costOf('{ rateLimit { cost } viewer { login } }'), 1);
  const nested = `{ rateLimit { cost } repository(owner: "alice", name: "hello") {
    issues(first: 100) { nodes { comments(first: 50) { nodes { id } } labels(first: 10) { nodes { name } } } } } }`;
  // One request for the issues, and two for each of up to 100 of them.
  assert.equal(await costOf(nested), 2);
});

test('a document that cannot be parsed or does not fit the schema is answered with errors', async () => {
  await using cast = await gatherCast();
  const messageOf = async (query: string) => {
    const { status, body } = await ask(cast, query);
    assert.equal(status, 200);
    assert.ok(Array.isArray(body.errors));
    return String(body.errors[0].message);
  };
  assert.match(await messageOf('{ viewer '), /Syntax Error/);
  assert.match(await messageOf('{ viewer { logn } }'), /Cannot query field "logn" on type "User"/);
});

test('nobody asks without a token', async () => {
  await using cast = await gatherCast();
  const body = JSON.stringify({ query: '{ rateLimit { cost } }' });
  const answer = await fetch(`${cast.forge.url}/graphql`, { method: 'POST', body });
  assert.equal(answer.status, 401);
});

test('a field the forge does not have fails loudly and is noted', async () => {
  await using cast = await gatherCast({ mayComplain: true });
  const { body } = await ask(
    cast,
    '{ repository(owner: "alice", name: "hello") { stargazerCount } }',
  );
  assert.ok(Array.isArray(body.errors));
  assert.equal(body.errors[0].message, 'forge: Repository.stargazerCount is not implemented');
  assert.deepEqual(cast.forge.unknownRequests, ['Repository.stargazerCount']);
});
