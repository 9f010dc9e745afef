import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { currentGroups, everyMember } from '../../src/engine/groups.ts';
import { forgeOn, type GithubStage, openGithub, REPOSITORY } from '../support/github.ts';

const PROCESS = { people: new Map([['owners', { kind: 'owners-file', path: 'OWNERS' }] as const]) };

describe('the owners of a release', () => {
  let stage: GithubStage;
  before(async () => {
    stage = await openGithub({ OWNERS: 'approvers: [alice]\n' });
    for (const login of ['bob', 'mallory']) stage.forge.addUser({ login });
  });
  after(() => stage.forge.close());

  const commit = (OWNERS: string, branch = 'main') =>
    stage.forge.commit(REPOSITORY, {
      files: { OWNERS },
      message: 'Change the owners',
      author: 'alice',
      branch,
    });

  const members = async () => {
    const found = await currentGroups(PROCESS, forgeOn(stage)).members('owners');
    return found.map(({ login }) => login);
  };

  test('are those of the default branch, whatever a branch or a tag on it says', async () => {
    await stage.post('/git/refs', { ref: 'refs/heads/proposal', sha: await stage.head() });
    const proposed = await commit('approvers: [alice, mallory]\n', 'proposal');
    await stage.post('/git/refs', { ref: 'refs/tags/v1.0.0', sha: proposed });
    await stage.post('/pulls', { title: 'Add me', head: 'proposal', base: 'main' });
    assert.deepEqual(await members(), ['alice']);
  });

  test('are others once the default branch says so', async () => {
    await commit('approvers: [alice, bob]\n');
    assert.deepEqual(await members(), ['alice', 'bob']);
  });

  test('are nobody while the file cannot be trusted', async () => {
    await commit('approvers: [alice, "\u212Aate"]\n');
    const groups = currentGroups(PROCESS, forgeOn(stage));
    await assert.rejects(groups.members('owners'), { code: 'owners-invalid' });
    assert.deepEqual(await everyMember(PROCESS, groups), []);
  });
});
