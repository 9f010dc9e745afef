import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { prove } from '../demo/proof.ts';
import { isDebianRegistryInstalled } from '../registry/debian.ts';
import { isSkopeoInstalled, skopeoInspect, skopeoRawDigest } from '../registry/skopeo.ts';
import { isInstalled } from '../stage/run.ts';
import { look, trackingIssue } from '../stage/scene.ts';
import { PROMOTED_CHART, PROMOTED_IMAGE, STAGED_CHART, STAGED_IMAGE } from '../stage/scenery.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { transcribe } from '../stage/transcript.ts';
import { assertGenuine } from '../support/genuine.ts';
import { golden } from '../support/golden.ts';
import { postgresPrograms, startPostgres } from '../support/postgres.ts';

const postgres = await postgresPrograms();
const needed: readonly (readonly [string, boolean])[] = [
  ['docker-registry', await isDebianRegistryInstalled()],
  ['skopeo', await isSkopeoInstalled()],
  ['gpg', await isInstalled('gpg')],
  ['PostgreSQL', postgres !== undefined],
];
const missing = needed.flatMap(([name, isThere]) => (isThere ? [] : name));

test('on Debian’s registry and PostgreSQL the same story is told, and skopeo sees what was approved', {
  skip: missing.length > 0 && `not installed: ${missing.join(', ')}`,
}, async (context) => {
  const database = await startPostgres(postgres ?? '');
  context.after(() => database.stop());
  const stage = await openStage({ registry: 'debian', settings: { DATABASE_URL: database.url } });
  context.after(() => stage.close());
  const story = await readFile(new URL('one-release.story', import.meta.url), 'utf8');
  const { transcript } = await transcribe(stage, story);
  golden(context, transcript, new URL('one-release.transcript.md', import.meta.url));
  assert.deepEqual(await deviations(stage), []);
  const approved = trackingIssue(await look(stage))?.body ?? '';
  for (const digest of [
    await imageDigest(stage, 'amd64'),
    await imageDigest(stage, 'arm64'),
    await chartDigest(stage),
  ])
    assert.ok(approved.includes(digest), `${digest} was approved`);
  assertGenuine(stage);
});

async function deviations(stage: Stage): Promise<readonly string[]> {
  const proofs = await prove(stage);
  return proofs.flatMap(({ claim, holds }) => (holds ? [] : claim));
}

/** Of the image that both registries serve alike, whatever the platform they are asked for. */
async function imageDigest(stage: Stage, architecture: string): Promise<string> {
  const staged = await skopeoInspect(stage.staging, `${STAGED_IMAGE}:v0.1.0`, architecture);
  const served = await skopeoInspect(stage.production, `${PROMOTED_IMAGE}:v0.1.0`, architecture);
  assert.deepEqual(served, staged);
  assert.equal(served.architecture, architecture);
  return served.rawDigest;
}

async function chartDigest(stage: Stage): Promise<string> {
  const staged = await skopeoRawDigest(stage.staging, `${STAGED_CHART}:0.1.0`);
  assert.equal(await skopeoRawDigest(stage.production, `${PROMOTED_CHART}:0.1.0`), staged);
  return staged;
}
