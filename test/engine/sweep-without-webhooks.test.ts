import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sweep } from '../../src/engine/sweep.ts';
import { TAG } from '../model/engine/rig.ts';
import { Stage } from './proposal.ts';

async function swept(stage: Stage): Promise<void> {
  await sweep(stage.engine);
  await stage.drain();
  stage.pass(10);
}

test('a proposal by form that nobody told of is found', async () => {
  const stage = new Stage();
  stage.acts.fileForm('alice', TAG);
  await swept(stage);
  assert.equal((await stage.rig.stored()).row.isOpen, true);
});

test('an approval whose deletion nobody told of is taken back', async () => {
  const stage = new Stage();
  const issue = await stage.propose();
  const said = stage.acts.comment('bob', issue, '/lgtm');
  stage.acts.comment('carol', issue, '/lgtm');
  await stage.hear();
  assert.deepEqual(await stage.counted(), ['bob', 'carol']);
  stage.acts.delete('bob', said);
  stage.pass(200);
  await swept(stage);
  assert.deepEqual(await stage.counted(), ['carol']);
});

test('words that were edited into an approval before anybody told of them are none', async () => {
  const stage = new Stage();
  const issue = await stage.propose();
  const said = stage.acts.comment('bob', issue, 'nice work');
  stage.acts.comment('carol', issue, '/lgtm');
  stage.pass(10);
  stage.acts.edit('bob', said, '/lgtm');
  await swept(stage);
  assert.deepEqual(await stage.counted(), ['carol']);
});
