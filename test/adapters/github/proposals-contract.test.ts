import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { z } from 'zod';
import { systemClock } from '../../../src/adapters/clock.ts';
import { githubProposals } from '../../../src/adapters/github/proposals.ts';
import { githubProposers } from '../../../src/adapters/github/proposers.ts';
import { type ProposalScene, proposalsContract } from '../../contracts/proposals-contract.ts';
import { call } from '../../stage/api.ts';
import { type GithubStage, openGithub, REPOSITORY } from '../../support/github.ts';

const LISTS = 'kubernetes/k8s.io';

for (const path of ['as the machine user', 'as the App'] as const)
  describe(`the proposals port over the GitHub stand-in, ${path}`, () => {
    let stage: GithubStage;
    let scene: ProposalScene;

    before(async () => {
      stage = await openGithub();
      scene = await openScene(stage, path === 'as the App' ? REPOSITORY : LISTS);
    });
    after(async () => {
      await stage.forge.close();
      assert.deepEqual(stage.forge.unknownRequests, []);
      assert.deepEqual(stage.forge.violations, []);
    });

    proposalsContract(() => scene);
  });

const SHA = z.object({ sha: z.string() });
const COMMENTS = z.array(z.object({ body: z.string() }));

/** The App is installed on `acme/app` alone; elsewhere the machine user proposes from its fork. */
async function openScene({ forge, app }: GithubStage, base: string): Promise<ProposalScene> {
  const [owner = '', name = ''] = base.split('/');
  const robot = forge.addUser({ login: 'release-robot' }).token;
  const reviewer = forge.addUser({ login: 'reviewer' }).token;
  const collaborators = { reviewer: 'write' } as const;
  const isApp = base === REPOSITORY;
  if (isApp) forge.setCollaborators(base, collaborators);
  else {
    forge.addOrganization(owner);
    await forge.addRepository(base, { files: { 'README.md': '# Lists\n' }, collaborators });
    await call({ url: forge.url, token: robot }, 'POST', { path: `/repos/${base}/forks` });
  }
  const [head, author] = isApp ? [base, 'reviewer'] : [`release-robot/${name}`, 'release-robot'];
  const asReviewer = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body?: unknown,
  ): Promise<unknown> =>
    call({ url: forge.url, token: reviewer }, method, { path: `/repos/${base}${path}`, body });
  const message = 'By hand';
  return {
    proposals: githubProposals(githubProposers({ app, machineToken: robot, clock: systemClock })),
    target: { owner, name },
    async commit(path, content) {
      await forge.commit(base, { files: { [path]: content }, message, author: 'reviewer' });
    },
    async commitOnBranch(branch, path, content) {
      const order = { files: { [path]: content }, message, author, branch };
      await forge.commit(head, order);
    },
    merge: async (number) => SHA.parse(await asReviewer('PUT', `/pulls/${number}/merge`)).sha,
    async close(number) {
      await asReviewer('PATCH', `/pulls/${number}`, { state: 'closed' });
    },
    async setStatus(commit, context) {
      await asReviewer('POST', `/statuses/${commit}`, { state: 'success', context });
    },
    async comments(number) {
      const found = COMMENTS.parse(await asReviewer('GET', `/issues/${number}/comments`));
      return found.map(({ body }) => body);
    },
  };
}
