import assert from 'node:assert/strict';
import { test } from 'node:test';
import { work } from '../../src/engine/worker.ts';
import { RELEASE, Rig, SECOND, TAG } from '../model/engine/rig.ts';
import { type AtWork, propose, told } from './at-work.ts';

/** A release of a tag whose publication is underway, as an open pull request is. */
async function underway(): Promise<AtWork> {
  const passing = new Rig();
  passing.levers.signal = 'pass';
  const { rig, engine, issue } = await propose(passing);
  const { acts } = rig.world;
  for (const owner of ['bob', 'carol'] as const) acts.comment(owner, issue, '/lgtm');
  acts.pushTag('alice', TAG);
  await told(rig, engine);
  assert.equal(rig.levers.parcel?.state, 'underway');
  return { rig, engine, issue };
}

for (const [title, isMissed] of [
  ['a moved tag', false],
  ['that a tag which was missing is back elsewhere', true],
] as const)
  test(`the visit that notices ${title} holds what is underway`, async () => {
    const { rig, engine } = await underway();
    const { acts } = rig.world;
    const commit = acts.commit('alice', { 'cmd/main.go': 'package other' }) ?? '';
    acts.deleteTag('alice', TAG);
    if (isMissed) await work(engine, RELEASE);
    assert.equal(rig.levers.parcel?.state, 'underway');
    acts.pushTag('alice', TAG, { commit });
    rig.timeline.now += SECOND;
    await work(engine, RELEASE);
    assert.equal(rig.levers.parcel?.state, 'held');
    const { history } = await rig.told();
    assert.equal(history.candidates[0]?.moved.length, 1);
  });

test('a visit that hears an objection holds what is underway, and one that hears it lifted lets it go', async () => {
  const { rig, engine, issue } = await underway();
  const { acts } = rig.world;
  const states: unknown[] = [];
  for (const words of ['/hold', '/unhold', '/concern arm64?', '/resolve']) {
    rig.timeline.now += 70 * SECOND;
    acts.comment('bob', issue, words);
    await told(rig, engine);
    states.push(rig.levers.parcel?.state);
  }
  assert.deepEqual(states, ['held', 'underway', 'held', 'underway']);
});

test('a visit to which nothing is new changes nothing', async () => {
  const { rig, engine } = await underway();
  const { length } = rig.world.effects;
  const { entries } = await rig.told();
  await work(engine, RELEASE);
  assert.equal(rig.world.effects.length, length);
  assert.deepEqual((await rig.told()).entries, entries);
});
