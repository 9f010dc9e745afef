import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after } from '../../src/domain/time.ts';
import { comment, LEASE, openDesk } from '../support/desk.ts';
import { ALICE, BOB, NOW } from '../support/release.ts';

test('an approval of one candidate does not name the facts of another', async () => {
  const desk = openDesk();
  const fact = { key: 'tag:v1', value: 'a', source: 'tag', at: NOW };
  const batch = { events: [{ kind: 'fact', candidate: 1, fact } as const] };
  await desk.engine.store.releases.commit(LEASE, batch, NOW);
  desk.shown(1, 1, after(NOW, 1000));
  await desk.hear(comment(2, ALICE, '/rc'), comment(3, BOB, '/lgtm'));
  const [signoff] = desk.history().signoffs;
  assert.equal(signoff?.candidate, 1);
  assert.deepEqual(signoff?.facts, { 'tag:v1': 'a' });
});

test('an approval does not name what was found after it was written', async () => {
  const desk = openDesk();
  const fact = { key: 'tag:v1', value: 'a', source: 'tag' };
  const early = { ...fact, at: after(NOW, 2000) };
  const late = { ...fact, key: 'tag:v2', at: after(NOW, 2001) };
  const events = [early, late].map((each) => ({ kind: 'fact', candidate: 1, fact: each }) as const);
  await desk.engine.store.releases.commit(LEASE, { events }, NOW);
  desk.shown(1, 1, after(NOW, 1000));
  await desk.hear(comment(2, BOB, '/lgtm'));
  assert.deepEqual(desk.history().signoffs[0]?.facts, { 'tag:v1': 'a' });
});
