import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { systemClock } from '../../src/adapters/clock.ts';
import { githubProposals } from '../../src/adapters/github/proposals.ts';
import { githubProposers } from '../../src/adapters/github/proposers.ts';
import { type GithubStage, openGithub } from '../support/github.ts';

const TARGET = { owner: 'acme', name: 'app' };

describe('a proposal', () => {
  let stage: GithubStage;
  beforeEach(async () => {
    stage = await openGithub();
  });
  afterEach(() => stage.forge.close());

  for (const path of [
    '.github/workflows/release.yml',
    '.github/workflows/deep/x.yaml',
    './.github/workflows/x.yml',
    '.GitHub/Workflows/x.yml',
    'a/../.github/workflows/x.yml',
  ])
    test(`never touches ${path}, and is refused before anything is asked`, async () => {
      const { app, forge } = stage;
      const me = { app, machineToken: undefined, clock: systemClock };
      const proposals = githubProposals(githubProposers(me));
      const branch = 'ringmaster/x';
      const view = await proposals.look(TARGET, { branch, path: 'README.md' });
      const before = forge.requests.all.length;
      const draft = { branch, path, content: 'on: push', title: 'x', body: 'x' };
      await assert.rejects(proposals.propose(TARGET, draft, view), { code: 'outside-refused' });
      assert.equal(forge.requests.all.length, before);
    });
});
