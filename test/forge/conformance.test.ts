import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherCast, HELLO, statusOf } from './cast.ts';
import { Conformance } from './conformance.ts';
import { EVENT_NAMES } from './hooks/event-names.ts';
import { routes } from './rest/routes.ts';

const github = new Conformance();

test('every route and every event of the forge is described by GitHub', () => {
  for (const { describedBy } of routes) {
    const invented = github.ofAnswer(describedBy, { status: 299, body: {} });
    assert.equal(invented, 'GitHub never answers 299 here');
    assert.doesNotThrow(() => github.ofRequest(describedBy, {}));
  }
  for (const name of EVENT_NAMES) {
    assert.notEqual(github.ofEvent(name, 'no payload'), undefined, name);
  }
});

test('an answer that lacks something, or has it in the wrong form, is noticed', async () => {
  await using cast = await gatherCast();
  const route = 'GET /repos/{owner}/{repo}';
  const { data } = await cast.as().request(route, HELLO);
  const problem = (change: object) =>
    github.ofAnswer(route, { status: 200, body: { ...data, ...change } });
  assert.equal(problem({}), undefined);
  assert.match(problem({ id: 'seven' }) ?? '', /\/id must be integer/);
  assert.match(problem({ created_at: 'today' }) ?? '', /\/created_at must match format/);
  assert.match(problem({ owner: undefined }) ?? '', /must have required property 'owner'/);
});

test('an event the forge would invent is noticed', () => {
  assert.match(github.ofEvent('issues-juggled', {}) ?? '', /no description of the event/);
});

test('what GitHub would not say is answered with 500 and noted', async () => {
  await using cast = await gatherCast({ mayComplain: true });
  const { forge } = cast;
  // A name that no account can have breaks the format of the addresses made of it.
  forge.addUser({ login: 'carol smith\n' });
  const asked = cast.as().request('GET /users/{username}', { username: 'carol smith\n' });
  assert.equal(await statusOf(asked), 500);
  assert.match(forge.violations[0]?.problem ?? '', /must match format "uri"/);
});

test('without validation nothing is noted', async () => {
  await using cast = await gatherCast({ validate: false });
  cast.forge.addUser({ login: 'carol smith\n' });
  const asked = cast.as().request('GET /users/{username}', { username: 'carol smith\n' });
  assert.equal(await statusOf(asked), 0);
});
