import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { systemClock } from '../../src/adapters/clock.ts';
import { githubProposals } from '../../src/adapters/github/proposals.ts';
import { githubProposers } from '../../src/adapters/github/proposers.ts';
import { isDigest } from '../../src/domain/digest.ts';
import { RingmasterError } from '../../src/domain/errors.ts';
import { plain, say } from '../../src/domain/prose.ts';
import type { ReleaseView } from '../../src/plugin/release-view.ts';
import publisher from '../../src/publishers/image-promotion.ts';
import { call } from '../stage/api.ts';
import { type GithubStage, openGithub } from '../support/github.ts';
import { CHART, COMMIT, facts, IMAGES, ports, release, view } from '../support/release.ts';
import { Shelf } from '../support/shelf.ts';

const LISTS = 'kubernetes/k8s.io';
const PATH = 'registry.k8s.io/images/k8s-staging-app/images.yaml';
const OLD = `sha256:${'a'.repeat(64)}`;
const LIST = `# ours\n- name: app\n  dmap:\n    "${OLD}": ["v0.0.9"] # the first\n`;

describe('a promotion pull request', () => {
  let stage: GithubStage;
  let production: Shelf;
  let digests: { image: string; chart: string };
  let reviewer: string;
  let robot: string;

  beforeEach(async () => {
    stage = await openGithub();
    production = new Shelf();
    const staging = new Shelf();
    digests = {
      image: staging.put({ reference: IMAGES.image, platforms: { 'linux/amd64': COMMIT } }),
      chart: staging.put({ reference: CHART.image, chart: true }),
    };
    stage.forge.addOrganization('kubernetes');
    reviewer = stage.forge.addUser({ login: 'reviewer' }).token;
    robot = stage.forge.addUser({ login: 'release-robot' }).token;
    await stage.forge.addRepository(LISTS, {
      files: { [PATH]: LIST },
      collaborators: { reviewer: 'write' },
    });
  });
  afterEach(() => stage.forge.close());

  async function onStage(): Promise<{
    release: ReleaseView;
    options: unknown;
    ports: ReturnType<typeof ports>;
  }> {
    await call({ url: stage.forge.url, token: robot }, 'POST', {
      path: `/repos/${LISTS}/forks`,
    });
    const proposers = githubProposers({
      app: stage.app,
      machineToken: robot,
      clock: systemClock,
    });
    return {
      release: about(digests.image),
      options: { to: LISTS },
      ports: ports({ proposals: githubProposals(proposers), publicRegistry: production }),
    };
  }

  function about(image: string): ReleaseView {
    return view({
      release: release({ artifacts: [IMAGES, CHART], title: 'v0.1.0 + chart/0.1.0' }),
      facts: facts({ 'artifact:images@sha256': image, 'artifact:chart@sha256': digests.chart }),
    });
  }

  const pulls = async () => {
    const found = await call({ url: stage.forge.url }, 'GET', {
      path: `/repos/${LISTS}/pulls?state=all`,
    });
    return Array.isArray(found) ? found : [];
  };
  const diff = async (number: number) => {
    const files = await call({ url: stage.forge.url }, 'GET', {
      path: `/repos/${LISTS}/pulls/${number}/files`,
    });
    return Array.isArray(files) ? files.map(({ patch }) => String(patch)).join('\n') : '';
  };

  test('is absent, then waits for a review; asking twice makes one', async () => {
    const at = await onStage();
    assert.equal((await publisher.look(at)).state, 'absent');
    await publisher.publish(at);
    await publisher.publish(at);
    const found = await publisher.look(at);
    assert.deepEqual([found.state, found.needsYou], ['underway', true]);
    assert.equal((await pulls()).length, 1);
  });

  test('adds exactly the approved lines and keeps everything else', async () => {
    const at = await onStage();
    await publisher.publish(at);
    const changed = (await diff(1)).split('\n').filter((line) => /^[+-]/.test(line));
    assert.deepEqual(
      changed.filter((line) => line.startsWith('-')),
      [],
    );
    assert.ok(changed.includes(`+    "${digests.image}": ["v0.1.0"]`));
    assert.ok(changed.some((line) => line.includes(digests.chart)));
  });

  test('that was made although the answer was lost is found, not made again', async () => {
    const at = await onStage();
    stage.forge.faults.add({ on: { operation: 'createPullRequest' }, kind: 'effect-then-502' });
    await assert.rejects(
      publisher.publish(at),
      (error: unknown) => error instanceof RingmasterError && error.code === 'outcome-unknown',
    );
    assert.equal((await publisher.look(at)).state, 'underway');
    assert.equal((await pulls()).length, 1);
  });

  test('that was half made is completed', async () => {
    const at = await onStage();
    const { proposals } = at.ports;
    const target = { owner: 'kubernetes', name: 'k8s.io' };
    const branch = at.release.branch;
    const before = await proposals.look(target, { branch, path: PATH });
    assert.equal(before.head, undefined);
    await call({ url: stage.forge.url, token: robot }, 'POST', {
      path: '/repos/release-robot/k8s.io/git/refs',
      body: { ref: `refs/heads/${branch}`, sha: before.base.commit },
    });
    assert.equal((await publisher.look(at)).state, 'absent');
    await publisher.publish(at);
    assert.equal((await publisher.look(at)).state, 'underway');
  });

  test('is brought up to date by the next candidate, on the same branch', async () => {
    const at = await onStage();
    await publisher.publish(at);
    const other = `sha256:${'b'.repeat(64)}`;
    assert.ok(isDigest(other));
    const next = { ...at, release: about(other) };
    const found = await publisher.look(next);
    assert.deepEqual(
      [found.state, plain(found.reason)],
      ['absent', 'the pull request is about to be brought up to date'],
    );
    await publisher.publish(next);
    assert.equal((await publisher.look(next)).state, 'underway');
    const text = await diff(1);
    assert.ok(text.includes(other) && !text.includes(digests.image));
    assert.equal((await pulls()).length, 1);
  });

  test('is held as a draft, with the reason, and let go again', async () => {
    const at = await onStage();
    await publisher.publish(at);
    await publisher.hold({ ...at, because: say`${'@acme/team'} moved` });
    assert.equal((await publisher.look(at)).held, true);
    const comments = await call({ url: stage.forge.url }, 'GET', {
      path: `/repos/${LISTS}/issues/1/comments`,
    });
    assert.match(JSON.stringify(comments), /\/hold\\n/);
    assert.doesNotMatch(JSON.stringify(comments), /@acme/);
    await publisher.resume({ ...at, because: say`fine again` });
    assert.equal((await publisher.look(at)).held, false);
  });

  test('merged is not available: only production decides, with every digest', async () => {
    const at = await onStage();
    await publisher.publish(at);
    await call({ url: stage.forge.url, token: reviewer }, 'PUT', {
      path: `/repos/${LISTS}/pulls/1/merge`,
    });
    const merged = await publisher.look(at);
    assert.equal(merged.state, 'underway');
    assert.match(
      plain(merged.reason),
      /^#1 merged, not available yet: registry\.k8s\.io\/app\/app:v0\.1\.0 and /,
    );

    production.put({
      reference: 'registry.k8s.io/app/app:v0.1.0',
      platforms: { 'linux/amd64': COMMIT },
    });
    assert.equal((await publisher.look(at)).state, 'underway');
    production.put({ reference: 'registry.k8s.io/app/charts/app:0.1.0', chart: true });
    assert.equal((await publisher.look(at)).state, 'same');
    assert.equal((await publisher.verify(at)).state, 'pass');
  });

  test('another digest in production is final', async () => {
    const at = await onStage();
    await publisher.publish(at);
    await call({ url: stage.forge.url, token: reviewer }, 'PUT', {
      path: `/repos/${LISTS}/pulls/1/merge`,
    });
    production.put({
      reference: 'registry.k8s.io/app/app:v0.1.0',
      platforms: { 'linux/amd64': COMMIT },
      content: 'other',
    });
    const found = await publisher.look(at);
    assert.equal(found.state, 'different');
    assert.match(plain(found.reason), /serves sha256:[0-9a-f]{64}, approved was sha256:/);
  });

  test('a tag that the list gives to another digest is final: tags are never moved', async () => {
    const at = await onStage();
    await stage.forge.commit(LISTS, {
      files: { [PATH]: LIST.replace('["v0.0.9"]', '["v0.0.9", "v0.1.0"]') },
      message: 'Somebody was faster',
      author: 'reviewer',
    });
    assert.equal((await publisher.look(at)).state, 'different');
  });

  test('a tag that production has already, with something else, is never proposed', async () => {
    const at = await onStage();
    production.put({
      reference: 'registry.k8s.io/app/app:v0.1.0',
      platforms: { 'linux/amd64': COMMIT },
      content: 'other',
    });
    const found = await publisher.look(at);
    assert.equal(found.state, 'different');
    assert.match(plain(found.reason), /app:v0\.1\.0 serves sha256:/);
  });

  test('what somebody adds to its branch is named, and it does not count as ours any more', async () => {
    const at = await onStage();
    await publisher.publish(at);
    const { branch } = at.release;
    const target = { owner: 'kubernetes', name: 'k8s.io' };
    const { head } = await at.ports.proposals.look(target, { branch, path: PATH });
    const more = `- name: other\n  dmap:\n    "sha256:${'c'.repeat(64)}": ["v9"]\n`;
    await stage.forge.commit('release-robot/k8s.io', {
      branch,
      files: { [PATH]: `${head?.text}${more}` },
      message: 'One more',
      author: 'release-robot',
    });
    const found = await publisher.look(at);
    assert.equal(found.state, 'different');
    assert.match(plain(found.reason), /holds what nobody approved: other:v9/);
  });

  test('a list that is there but cannot be read is not taken for a missing one', async () => {
    await stage.forge.commit(LISTS, {
      files: { [PATH]: `${LIST}${'# long\n'.repeat(80_000)}` },
      message: 'Grow',
      author: 'reviewer',
    });
    const at = await onStage();
    stage.forge.faults.add({
      on: { method: 'GET', path: /\/git\/blobs\// },
      kind: 'refuse',
      status: 404,
    });
    await assert.rejects(publisher.look(at), /is there, but cannot be read/);
  });

  test('what is merged is not held any more, and that is no error', async () => {
    const at = await onStage();
    await publisher.publish(at);
    await call({ url: stage.forge.url, token: reviewer }, 'PUT', {
      path: `/repos/${LISTS}/pulls/1/merge`,
    });
    await publisher.hold({ ...at, because: say`moved` });
    assert.equal((await publisher.look(at)).state, 'underway');
  });

  test('a closed pull request asks a person', async () => {
    const at = await onStage();
    await publisher.publish(at);
    await call({ url: stage.forge.url, token: reviewer }, 'PATCH', {
      path: `/repos/${LISTS}/pulls/1`,
      body: { state: 'closed' },
    });
    const found = await publisher.look(at);
    assert.deepEqual([found.state, found.needsYou], ['underway', true]);
    assert.match(plain(found.reason), /closed without being merged/);
  });

  test('without an approved digest nothing is promoted', async () => {
    const at = await onStage();
    await assert.rejects(
      publisher.look({ ...at, release: { ...at.release, facts: new Map() } }),
      /no digest of images was approved/,
    );
  });

  test('costs two requests when it is made: one to look, one to propose', async () => {
    const at = await onStage();
    await publisher.look(at);
    const before = stage.forge.requests.all.length;
    await publisher.publish(at);
    assert.equal(stage.forge.requests.all.length - before, 2);
  });
});
