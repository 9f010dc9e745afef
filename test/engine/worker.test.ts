import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { wakeDue, work } from '../../src/engine/worker.ts';
import { RELEASE, TAG } from '../model/engine/rig.ts';
import { Stage } from './proposal.ts';

test('a release that waits for a machine is woken when its next look is due, and not before', async () => {
  const stage = new Stage();
  const { rig, engine } = stage;
  await stage.propose();
  rig.woken.clear();
  stage.pass(-5);
  await wakeDue(engine);
  assert.deepEqual([...rig.woken], []);
  stage.pass(6);
  await wakeDue(engine);
  assert.deepEqual([...rig.woken], [`release ${RELEASE}`]);
});

test('a worker who is held up for half a minute is not joined by another one', async () => {
  const stage = new Stage();
  const done: string[] = [];
  const other = stage.rig.engine('other', (call, name) => {
    done.push(name);
    return call();
  });
  let isHeldUp = false;
  stage.through(async (call, name) => {
    if (name === 'issues.open' && !isHeldUp) {
      isHeldUp = true;
      stage.pass(30);
      await work(other, RELEASE);
    }
    return call();
  });
  await stage.propose();
  assert.ok(isHeldUp);
  assert.deepEqual(done, ['leases.take']);
});

describe('agreement that is taken back while the worker looks', () => {
  /** Bob takes his approval away at a moment of the worker's, and the store is told of it. */
  function takenBackAt(stage: Stage, moment: string, comment: number): void {
    let isDone = false;
    stage.through(async (call, name) => {
      if (name === moment && !isDone) {
        isDone = true;
        stage.acts.delete('bob', comment);
        await stage.tell();
      }
      return call();
    });
  }

  async function agreed() {
    const stage = new Stage();
    const issue = await stage.propose();
    stage.rig.levers.signal = 'pass';
    const said = stage.acts.comment('bob', issue, '/lgtm');
    stage.acts.comment('carol', issue, '/lgtm');
    return { stage, said };
  }

  test('opens no ring', async () => {
    const { stage, said } = await agreed();
    takenBackAt(stage, 'issues.editComment', said);
    await stage.hear();
    await stage.drain();
    const { history, counted } = await stage.rig.told();
    assert.deepEqual(counted, ['carol']);
    assert.equal(history.candidates[0]?.rings.has('ship'), false);
  });

  test('publishes nothing', async () => {
    const { stage, said } = await agreed();
    await stage.hear();
    stage.acts.pushTag('alice', TAG);
    takenBackAt(stage, 'signatures.verify', said);
    await stage.hear();
    await stage.drain();
    assert.deepEqual(await stage.counted(), ['carol']);
    assert.deepEqual(stage.rig.levers.brought, []);
  });
});

test('what was seen half a minute ago opens no ring, before another look', async () => {
  const stage = new Stage();
  const issue = await stage.propose();
  const isOpen = async () =>
    (await stage.rig.told()).history.candidates[0]?.rings.has('ship') === true;
  stage.rig.levers.signal = 'pass';
  for (const owner of ['bob', 'carol'] as const) stage.acts.comment(owner, issue, '/lgtm');
  await stage.tell();
  stage.through((call, name) => {
    if (name === 'issues.editComment') stage.pass(31);
    return call();
  });
  await work(stage.engine, RELEASE);
  assert.equal(await isOpen(), false);
  stage.freely();
  stage.rig.woken.clear();
  await wakeDue(stage.engine);
  assert.deepEqual([...stage.rig.woken], [`release ${RELEASE}`], 'it is looked at again at once');
  await stage.drain();
  assert.equal(await isOpen(), true);
});

test('a release that is closed and answered is left alone, even by a gap', async () => {
  const stage = new Stage();
  const { rig, acts, engine } = stage;
  const issue = await stage.propose();
  rig.levers.signal = 'pass';
  for (const owner of ['bob', 'carol'] as const) acts.comment(owner, issue, '/lgtm');
  acts.pushTag('alice', TAG);
  await stage.hear();
  await stage.drain();
  rig.levers.parcel = { commit: rig.levers.parcel?.commit ?? '', state: 'there' };
  await stage.later();
  await stage.later();
  const { isOpen, entries } = await rig.told();
  assert.equal(isOpen, false);
  const { length } = rig.world.effects;
  const noticed = engine.clock.now();
  await engine.store.gaps.add({ from: noticed, noticed });
  await work(engine, RELEASE);
  assert.deepEqual([(await rig.told()).entries, rig.world.effects.length], [entries, length]);
});

test('what is said while the issue is being closed is answered before the journal is', async () => {
  const stage = new Stage();
  const { rig, acts } = stage;
  const issue = await stage.propose();
  rig.levers.signal = 'pass';
  for (const owner of ['bob', 'carol'] as const) acts.comment(owner, issue, '/lgtm');
  acts.pushTag('alice', TAG);
  await stage.hear();
  await stage.drain();
  rig.levers.parcel = { commit: rig.levers.parcel?.commit ?? '', state: 'there' };
  let said: number | undefined;
  stage.through(async (call, name) => {
    if (name === 'issues.close' && said === undefined) {
      said = acts.comment('bob', issue, '/status');
      await stage.tell();
    }
    return call();
  });
  await stage.later();
  await stage.drain();
  await stage.later();
  const { isOpen, entries } = await rig.told();
  const kinds = entries.flatMap(({ event }) =>
    event.kind === 'closed' || (event.kind === 'comment' && event.comment.id === said)
      ? event.kind
      : [],
  );
  assert.deepEqual([isOpen, kinds], [false, ['comment', 'closed']]);
});
