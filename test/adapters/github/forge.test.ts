import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { RingmasterError } from '../../../src/domain/errors.ts';
import { forgeContract } from '../../contracts/forge-contract.ts';
import type { Scene } from '../../contracts/forge-scene.ts';
import { call } from '../../stage/api.ts';
import { forgeOn, type GithubStage, openGithub, REPOSITORY } from '../../support/github.ts';

const SHA = z.object({ sha: z.string() });
const NUMBER = z.object({ number: z.int() });
const ID = z.object({ id: z.int() });

describe('the forge port over the GitHub stand-in', () => {
  let stage: GithubStage;
  let scene: Scene;

  before(async () => {
    stage = await openGithub();
    const bob = stage.forge.addUser({ login: 'bob' });
    stage.forge.addUser({ login: 'mallory' });
    stage.forge.setCollaborators(REPOSITORY, { alice: 'write', bob: 'write' });
    const asBob = async (path: string, body: unknown) =>
      call({ url: stage.forge.url, token: bob.token }, 'POST', {
        path: `/repos/${REPOSITORY}${path}`,
        body,
      });
    scene = {
      forge: forgeOn(stage),
      self: 'ringmaster[bot]',
      bob: { id: bob.id, login: 'bob' },
      commit: (file, content) =>
        stage.forge.commit(REPOSITORY, {
          files: { [file]: content },
          message: `Change ${file}`,
          author: 'bob',
        }),
      mergePull: async (title) => {
        const files = { [`${title.replaceAll(' ', '-')}.md`]: title };
        return (await stage.forge.mergedPull(REPOSITORY, { title, files, by: 'bob' })).number;
      },
      lightweightTag: async (name, sha) => {
        await stage.post('/git/refs', { ref: `refs/tags/${name}`, sha });
      },
      annotatedTag: async (name, object, message) => {
        const tag = SHA.parse(
          await stage.post('/git/tags', { tag: name, message, object, type: 'commit' }),
        );
        await stage.post('/git/refs', { ref: `refs/tags/${name}`, sha: tag.sha });
      },
      openIssue: async (title, body) =>
        NUMBER.parse(await asBob('/issues', { title, body })).number,
      comment: async (issue, body) =>
        ID.parse(await asBob(`/issues/${issue}/comments`, { body })).id,
    };
  });
  after(async () => {
    await stage.forge.close();
    assert.deepEqual(stage.forge.unknownRequests, []);
    assert.deepEqual(stage.forge.violations, []);
  });

  forgeContract(() => scene);

  test('no token can do more than its door is for, nor anything elsewhere', () => {
    const used = stage.forge.requests.all.flatMap(({ by }) =>
      by.kind === 'installation' ? [by] : [],
    );
    assert.ok(used.length > 0);
    for (const { permissions = {}, repositories } of used) {
      assert.deepEqual(repositories, ['app']);
      const writes = Object.entries(permissions)
        .filter(([, level]) => level === 'write')
        .map(([name]) => name);
      assert.ok(writes.length <= 1, `a token can write ${writes.join(' and ')}`);
    }
  });

  test('a file above 1 MiB is an error, never a part of it', async () => {
    const commit = await scene.commit('big.txt', 'x'.repeat(1_100_000));
    await assert.rejects(
      scene.forge.code.file(commit, 'big.txt'),
      (error: unknown) => error instanceof RingmasterError && error.code === 'outside-garbled',
    );
  });
});
