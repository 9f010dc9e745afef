import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after } from '../../src/domain/time.ts';
import { joinRelease } from '../../src/engine/join.ts';
import { comment, openDesk } from '../support/desk.ts';
import { BOB, CAROL, CHART, COMMIT, NOW, release } from '../support/release.ts';

const SITE = { repository: release().repository, installation: 1 };

/** The card shows the images alone, bob and carol agree, and before that is judged a chart joins. */
test('an approval of fewer artifacts does not count for a release that another one has joined', async () => {
  const desk = openDesk({ skipped: ['chart'] });
  desk.shown(1, 1, after(NOW, 1000));
  desk.post(comment(2, BOB, '/lgtm'), comment(3, CAROL, '/lgtm'));
  assert.ok(await joinRelease(desk.engine, SITE, { artifacts: [CHART], commit: COMMIT }));
  await desk.hear();
  assert.deepEqual(
    desk.history().release.artifacts.map(({ name }) => name),
    ['images', 'chart'],
  );
  assert.deepEqual(desk.counted(), []);
});
