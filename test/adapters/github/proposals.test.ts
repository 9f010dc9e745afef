import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { githubProposals } from '../../../src/adapters/github/proposals.ts';
import { githubProposers } from '../../../src/adapters/github/proposers.ts';
import type { Proposals } from '../../../src/plugin/proposals.ts';
import { call } from '../../stage/api.ts';
import { type GithubStage, openGithub } from '../../support/github.ts';
import { NOW } from '../../support/release.ts';

const TARGET = { owner: 'kubernetes', name: 'k8s.io' };
const REPOSITORY = `${TARGET.owner}/${TARGET.name}`;
const AT = { branch: 'ringmaster/app-v0.1.0', path: 'images.yaml' };

/** How many pull requests a page has here, so that the test need not make hundreds. */
const PAGE = 3;

describe('our pull request', () => {
  let stage: GithubStage;
  let proposals: Proposals;
  let robot: string;
  let reviewer: string;
  let mallory: string;

  const api = (
    token: string,
    method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    { path, body }: { path: string; body?: unknown },
  ) => call({ url: stage.forge.url, token }, method, { path: `/repos${path}`, body });

  before(async () => {
    stage = await openGithub();
    const { forge } = stage;
    forge.addOrganization(TARGET.owner);
    robot = forge.addUser({ login: 'release-robot' }).token;
    reviewer = forge.addUser({ login: 'reviewer' }).token;
    mallory = forge.addUser({ login: 'mallory' }).token;
    const order = {
      files: { 'images.yaml': '[]\n' },
      collaborators: { reviewer: 'write' },
    } as const;
    await forge.addRepository(REPOSITORY, order);
    for (const token of [robot, mallory])
      await api(token, 'POST', { path: `/${REPOSITORY}/forks` });
    const me = { app: stage.app, machineToken: robot };
    const proposers = githubProposers({ ...me, clock: { now: () => NOW } });
    const proposer = await proposers(TARGET);
    proposer.octokit.hook.before('request', (options) => {
      const { query } = options;
      Object.assign(options, { query: String(query).replace('last: 100', `last: ${PAGE}`) });
    });
    proposals = githubProposals(async () => proposer);
    const draft = { ...AT, content: '[app]\n', title: 'Promote', body: 'x' };
    await proposals.propose(TARGET, draft, await proposals.look(TARGET, AT));
  });
  after(() => stage.forge.close());

  /** What anybody can do: pull requests from a branch of the same name, closed at once. */
  const flood = async (pulls: number) => {
    const { forge } = stage;
    const [author, branch] = ['mallory', AT.branch];
    await forge.commit('mallory/k8s.io', { files: { x: 'x' }, message: 'x', author, branch });
    const body = { title: 'x', head: `mallory:${branch}`, base: 'main' };
    for (let made = 0; made < pulls; made += 1) {
      const pull = await api(mallory, 'POST', { path: `/${REPOSITORY}/pulls`, body });
      const { number } = z.object({ number: z.int() }).parse(pull);
      const path = `/${REPOSITORY}/pulls/${number}`;
      await api(mallory, 'PATCH', { path, body: { state: 'closed' } });
    }
  };

  const look = async () => {
    const seen = stage.forge.requests.all.length;
    const { proposal } = await proposals.look(TARGET, AT);
    return { proposal, requests: stage.forge.requests.all.length - seen };
  };

  test('is found by one request, merged and its branch deleted or not', async () => {
    const open = await look();
    assert.deepEqual([open.proposal?.state, open.requests], ['open', 1]);
    const path = `/${REPOSITORY}/pulls/${open.proposal?.number}/merge`;
    await api(reviewer, 'PUT', { path });
    await api(robot, 'DELETE', { path: `/release-robot/k8s.io/git/refs/heads/${AT.branch}` });
    const merged = await look();
    assert.deepEqual([merged.proposal?.state, merged.requests], ['merged', 1]);
  });

  test('is found behind as many of a stranger as there may be', async () => {
    const { proposal } = await look();
    await flood(3 * PAGE);
    assert.deepEqual(await look(), { proposal, requests: 4 });
    assert.deepEqual(stage.forge.unknownRequests, []);
  });
});
