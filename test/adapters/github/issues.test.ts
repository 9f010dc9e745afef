import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import type { Forge } from '../../../src/plugin/forge.ts';
import { forgeOn, type GithubStage, openGithub } from '../../support/github.ts';

const LONG_AGO = '2000-01-01T00:00:00.000Z';

describe('a comment', () => {
  let stage: GithubStage;
  let forge: Forge;
  before(async () => {
    stage = await openGithub();
    forge = forgeOn(stage);
    await forge.issues.open({ title: 'x', body: 'x', labels: [] });
  });
  after(() => stage.forge.close());

  const present = async () => (await forge.issues.commentsOf(1, LONG_AGO)).map(({ id }) => id);

  test('of our own is deleted, and deleting it again does nothing', async () => {
    const { id } = await forge.issues.comment(1, 'Twice');
    await forge.issues.removeComment(id);
    await forge.issues.removeComment(id);
    assert.deepEqual(await present(), []);
  });

  test('of our own that is deleted by somebody else meanwhile is no trouble', async () => {
    const { id } = await forge.issues.comment(1, 'Twice');
    const fault = { kind: 'refuse', status: 404, on: { method: 'DELETE' } } as const;
    stage.forge.faults.add(fault);
    await forge.issues.removeComment(id);
    await forge.issues.removeComment(id);
    assert.deepEqual(await present(), []);
  });

  test('of somebody else is not ours to delete', async () => {
    const posted = await stage.post('/issues/1/comments', { body: '/lgtm' });
    const { id } = z.object({ id: z.int() }).parse(posted);
    await assert.rejects(forge.issues.removeComment(id), { code: 'outside-refused' });
    assert.deepEqual(await present(), [id]);
    assert.equal(stage.forge.requests.all.filter(({ method }) => method === 'DELETE').length, 3);
  });
});

test('lists of several pages are read to their end, whatever their order', async () => {
  const stage = await openGithub();
  const { issues } = forgeOn(stage);
  const { number } = await issues.open({ title: 'x', body: 'x', labels: [] });
  for (let count = 0; count < 103; count += 1) await issues.comment(number, `mark ${count}`);
  const everywhere = await issues.commentsSince(LONG_AGO);
  assert.equal(everywhere.length, 103);
  assert.equal((await issues.commentsOf(number, LONG_AGO)).length, 103);
  assert.equal((await issues.ownSince(LONG_AGO, 'mark')).length, 103);
  assert.deepEqual([stage.forge.violations, stage.forge.unknownRequests], [[], []]);
  await stage.forge.close();
});
