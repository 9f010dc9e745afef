import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDigest, shortDigest } from '../../../src/domain/digest.ts';
import {
  CHART_PATH,
  chartFile,
  LISTS,
  PRODUCTION_HOST,
  PROJECT,
  PROMOTED_CHART,
  PROMOTED_IMAGE,
  STAGED_CHART,
  STAGED_IMAGE,
  STAGING_HOST,
} from '../../stage/scenery.ts';
import { openPlayhouse } from './playhouse.ts';
import { furnished, type Proposing } from './scenery.ts';
import { SMALL_PROJECT, smallScenery } from './small-scenery.ts';
import type { World } from './world.ts';

const files = { [CHART_PATH]: chartFile('v0.1.0') };
const CHANGES = 'Changes\n\n- one (#1)\n- two (#2)\n- three (#3)';

/** The digest that a registry serves for a reference. */
function served(world: World, path: string, tag: string): string {
  return world.state.shelves.get(path)?.tags.get(tag) ?? '';
}

/** Plays a whole release by what people and machines do, from the wish to the announcement. */
async function play(proposing: Proposing): Promise<World> {
  const { world, pass } = openPlayhouse(furnished({ files, proposing }));
  const { acts } = world;
  const wish = acts.openIssue('alice', { title: 'Time for a release?', body: '' });
  acts.comment('alice', wish, '/release new v0.1.0');
  await pass(60);
  const issue = trackingIssue(world);
  acts.comment('bob', issue, '/lgtm');
  acts.comment('mallory', issue, '/lgtm');
  await pass(10);
  acts.comment('carol', issue, '/lgtm');
  await pass(60);
  acts.pushTags('bob', ['v0.1.0', 'chart/0.1.0'], { message: CHANGES });
  acts.build();
  await pass(60);
  const chart = served(world, `${STAGING_HOST}/${STAGED_CHART}`, '0.1.0');
  assert.ok(isDigest(chart));
  acts.comment('carol', issue, `/confirm chart sha256:${shortDigest(chart)}`);
  await pass(60);
  const [pull] = world.repository(LISTS).pulls.keys();
  assert.ok(pull !== undefined, 'no promotion was proposed');
  assert.ok(acts.merge('reviewer', LISTS, pull) !== undefined, 'it cannot be merged');
  await pass(60);
  acts.runPromotionJob();
  await pass(120);
  acts.comment('alice', issue, '/approve github-release');
  await pass(120);
  return world;
}

function trackingIssue(world: World, project = PROJECT): number {
  const { issues } = world.repository(project);
  const found = issues.values().find(({ author }) => author.type === 'Bot');
  assert.ok(found !== undefined, 'there is no tracking issue');
  return found.number;
}

for (const proposing of ['as the machine user', 'as the App'] as const)
  test(`a release runs from its proposal to its closed issue, ${proposing}`, async () => {
    const world = await play(proposing);
    const issue = world.repository(PROJECT).issues.get(trackingIssue(world));
    assert.equal(issue?.isOpen, false, issue?.body);
    const image = served(world, `${STAGING_HOST}/${STAGED_IMAGE}`, 'v0.1.0');
    const chart = served(world, `${STAGING_HOST}/${STAGED_CHART}`, '0.1.0');
    assert.ok(isDigest(image) && isDigest(chart));
    assert.equal(served(world, `${PRODUCTION_HOST}/${PROMOTED_IMAGE}`, 'v0.1.0'), image);
    assert.equal(served(world, `${PRODUCTION_HOST}/${PROMOTED_CHART}`, '0.1.0'), chart);
    const kinds = world.effects.map(({ kind }) => kind);
    for (const once of ['issue-opened', 'pull-opened', 'release-published', 'message'] as const)
      assert.equal(kinds.filter((kind) => kind === once).length, 1, once);
    assert.equal(world.state.messages[0]?.channel, 'wg-device-management');
  });

test('a project of one ring is released by its tag', async () => {
  const { world, pass } = openPlayhouse(smallScenery(), SMALL_PROJECT);
  const { acts } = world;
  const wish = acts.fileForm('alice', 'v1.0.0');
  await pass(60);
  for (const who of ['bob', 'carol'] as const) acts.comment(who, wish, '/lgtm');
  await pass(60);
  acts.pushTag('bob', 'v1.0.0', { message: 'The first' });
  await pass(120);
  const { issues, releases } = world.repository(SMALL_PROJECT);
  assert.equal(issues.get(wish)?.isOpen, false, issues.get(wish)?.body);
  const [release] = releases.values();
  assert.deepEqual([release?.tag, release?.isDraft], ['v1.0.0', false]);
});

test('a change that is asked for is proposed, merged and taken into a new candidate', async () => {
  const { world, pass } = openPlayhouse(furnished());
  const { acts } = world;
  acts.fileForm('alice', 'v0.1.0');
  await pass(60);
  const { pulls } = world.repository(PROJECT);
  const mend = pulls.values().find(({ author }) => author.type === 'Bot');
  assert.ok(mend !== undefined, 'nothing was proposed');
  assert.ok(acts.merge('alice', PROJECT, mend.number) !== undefined);
  acts.comment('alice', 4, '/rc');
  await pass(60);
  assert.match(world.repository(PROJECT).issues.get(4)?.body ?? '', /rc2/);
});
