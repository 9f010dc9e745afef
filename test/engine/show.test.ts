import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Engine } from '../../src/engine/engine.ts';
import { work } from '../../src/engine/worker.ts';
import { RELEASE, TAG } from '../model/engine/rig.ts';
import { Stage, troubleAfter } from './proposal.ts';

function bothAgree({ acts }: Stage, issue: number): void {
  for (const owner of ['bob', 'carol'] as const) acts.comment(owner, issue, '/lgtm');
}

/** The same engine, which GitHub shows no issue. */
function blind(engine: Engine): Engine {
  const outside: Engine['outside'] = {
    ...engine.outside,
    forgeAt: (site) => {
      const forge = engine.outside.forgeAt(site);
      return { ...forge, issues: { ...forge.issues, get: async () => undefined } };
    },
  };
  return { ...engine, outside };
}

describe('a first card whose answer was lost', () => {
  async function openedInDoubt() {
    const stage = new Stage();
    stage.through(troubleAfter('issues.open', 'issues.comment', 'made'));
    const issue = await stage.propose();
    stage.freely();
    return { stage, issue };
  }

  test('keeps approvals waiting until it is found, and they count then', async () => {
    const { stage, issue } = await openedInDoubt();
    bothAgree(stage, issue);
    await stage.hear();
    assert.deepEqual(await stage.counted(), []);
    await stage.later();
    await stage.later();
    assert.deepEqual(await stage.counted(), ['bob', 'carol']);
    assert.deepEqual(stage.rig.doubles, []);
  });

  test('is brought up to date when it is found', async () => {
    const { stage, issue } = await openedInDoubt();
    stage.rig.levers.signal = 'pass';
    await stage.later();
    await stage.later();
    const [card] = stage.writings(issue);
    assert.match(card?.body ?? '', /the lever is at pass/);
  });
});

test('what was said before a card could be read agrees to nothing', async () => {
  const stage = new Stage();
  stage.through(troubleAfter('issues.open', 'issues.comment', 'not made'));
  const issue = await stage.propose();
  stage.freely();
  bothAgree(stage, issue);
  await stage.hear();
  await stage.later();
  await stage.later();
  assert.deepEqual(await stage.counted(), []);
  stage.pass(10);
  bothAgree(stage, issue);
  await stage.hear();
  assert.deepEqual(await stage.counted(), ['bob', 'carol']);
});

test('an issue that cannot be seen keeps the words of people in it', async () => {
  const stage = new Stage();
  const { rig, acts, engine } = stage;
  const issue = await stage.propose();
  const { issues } = engine.outside.forgeAt((await rig.stored()).row.site);
  const body = async () => (await issues.get(issue))?.body ?? '';
  acts.editIssue('alice', issue, { body: `${await body()}\n\nMind the holidays.` });
  rig.levers.signal = 'pass';
  bothAgree(stage, issue);
  await stage.tell();
  await work(blind(engine), RELEASE);
  assert.match(await body(), /Mind the holidays/);
  const before = await body();
  await stage.later();
  assert.match(await body(), /Mind the holidays/);
  assert.notEqual(await body(), before);
});

test('whoever asks is answered after the card of the ring that has opened meanwhile', async () => {
  const stage = new Stage();
  const issue = await stage.propose();
  stage.rig.levers.signal = 'pass';
  bothAgree(stage, issue);
  stage.acts.comment('mallory', issue, '/release help');
  await stage.hear();
  const [, second, third] = stage.writings(issue).map(({ body }) => body);
  assert.match(second ?? '', /Ring 2 of 2/);
  assert.match(third ?? '', /What is understood here/);
});

describe('a release', () => {
  /** Everything is done, but for the last visit of the worker. */
  async function nearlyThrough() {
    const stage = new Stage();
    const issue = await stage.propose();
    stage.rig.levers.signal = 'pass';
    bothAgree(stage, issue);
    stage.acts.pushTag('alice', TAG);
    await stage.hear();
    const { parcel } = stage.rig.levers;
    assert.ok(parcel !== undefined);
    stage.rig.levers.parcel = { ...parcel, state: 'there' };
    const isOpen = async () => (await stage.rig.stored()).row.isOpen;
    return { stage, issue, isOpen };
  }

  test('does not end before the last question is answered', async () => {
    const { stage, issue, isOpen } = await nearlyThrough();
    stage.acts.comment('mallory', issue, '/release help');
    stage.through(troubleAfter('issues.close', 'issues.comment', 'not made'));
    await stage.hear();
    const isAnswered = () =>
      stage.writings(issue).some(({ body }) => body.includes('What is understood here'));
    assert.deepEqual([isAnswered(), await isOpen()], [false, true]);
    await stage.later();
    assert.deepEqual([isAnswered(), await isOpen()], [true, false]);
  });

  test('does not end before its last card stands there', async () => {
    const { stage, issue, isOpen } = await nearlyThrough();
    stage.through(troubleAfter('issues.close', 'issues.editComment', 'not made'));
    await stage.hear();
    const before = stage.writings(issue);
    assert.equal(await isOpen(), true);
    await stage.later();
    assert.equal(await isOpen(), false);
    assert.notDeepEqual(stage.writings(issue), before);
  });
});

test('an issue whose opening was not answered is found, and no second one is opened', async () => {
  const stage = new Stage();
  stage.through(troubleAfter('gaps.all', 'issues.open', 'made'));
  await stage.propose();
  await stage.later();
  assert.ok((await stage.rig.stored()).row.issue !== undefined);
  assert.deepEqual(stage.rig.doubles, []);
});

test('a card that was changed in a time that the store has forgotten is written anew', async () => {
  const stage = new Stage();
  const issue = await stage.propose();
  const [card] = stage.writings(issue);
  assert.ok(card !== undefined);
  stage.acts.edit('alice', card.id, card.body.replace('Ring 1', 'Ring 7'));
  const now = new Date(stage.rig.timeline.now).toISOString();
  await stage.engine.store.gaps.add({ from: now, noticed: now });
  await stage.later();
  await stage.later();
  assert.match(stage.writings(issue)[0]?.body ?? '', /Ring 1/);
});
