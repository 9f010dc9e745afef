import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { perform } from '../stage/performance.ts';
import { type Scene, trackingIssue } from '../stage/scene.ts';
import { LISTS, PROJECT } from '../stage/scenery.ts';
import { openStage } from '../stage/stage.ts';
import { assertGenuine } from '../support/genuine.ts';
import { postgresPrograms, startPostgres } from '../support/postgres.ts';
import { type Replicas, startReplicas } from './replicas.ts';

const bin = await postgresPrograms();
const skip = bin === undefined ? 'PostgreSQL is not installed' : false;

/** What is said when one of them dies: the promotion is opened because of it. */
const FATAL = /^\/confirm chart/;

test('two replicas on one PostgreSQL, of which one dies in the middle, do everything exactly once', {
  skip,
}, async () => {
  const postgres = await startPostgres(bin ?? '');
  await using closing = new AsyncDisposableStack();
  closing.defer(() => postgres.stop());
  const started: Replicas[] = [];
  const stage = await openStage({
    settings: { DATABASE_URL: postgres.url, RINGMASTER_SWEEP: '5s' },
    async start(settings, port) {
      const replicas = await startReplicas(settings, port);
      started.push(replicas);
      return replicas;
    },
  });
  closing.defer(() => stage.close());
  const [replicas] = started;
  assert.ok(replicas !== undefined);
  const story = await readFile(new URL('../stories/one-release.story', import.meta.url), 'utf8');
  let acts = 0;
  const death = Promise.withResolvers<void>();
  const end = await perform(stage, story, {
    act(_line, text) {
      acts += 1;
      // A moment later it is at work on what this act has brought about.
      if (FATAL.test(text))
        setTimeout(() => replicas.killOne().then(death.resolve, death.reject), 150);
    },
    happening() {},
  });
  await death.promise;
  assert.ok(acts > 15);
  assertDoneOnce(end);
  const { taken, doubled } = replicas.counts;
  assert.ok(
    taken.every((count) => count > 3),
    `each took webhooks: ${taken}`,
  );
  assert.ok(doubled > 3, `some were given to both: ${doubled}`);
  assertGenuine(stage);
});

function assertDoneOnce(scene: Scene): void {
  const issues = scene.threads.filter(({ repository }) => repository === PROJECT);
  const ours = issues.filter(({ author }) => author === 'ringmaster[bot]');
  const tracking = ours.filter(({ diff }) => diff === undefined);
  assert.equal(tracking.length, 1, 'one tracking issue');
  assert.equal(ours.filter(({ diff }) => diff !== undefined).length, 1, 'one fix');
  assert.equal(trackingIssue(scene)?.state, 'closed');
  const bodies = (tracking[0]?.comments ?? [])
    .filter(({ author }) => author === 'ringmaster[bot]')
    .map(({ body }) => body);
  const rings = bodies.flatMap((body) => /\n### Ring [^\n]+/.exec(body)?.[0] ?? []);
  assert.equal(rings.length, 3, rings.join());
  assert.equal(new Set(rings).size, 3, 'one card a ring');
  const marks = bodies.flatMap((body) => /<!-- ringmaster:[^\n]+-->/.exec(body)?.[0] ?? []);
  assert.equal(new Set(marks).size, marks.length, 'no comment twice');
  const promotions = scene.threads.filter(({ repository }) => repository === LISTS);
  assert.equal(promotions.length, 1, 'one promotion');
  assert.equal(promotions[0]?.state, 'merged');
  assert.equal(scene.messages.length, 1, 'one announcement');
  const drafts = scene.releases.filter(({ tag }) => tag === 'v0.1.0');
  assert.equal(drafts.length, 1, 'one GitHub release');
}
