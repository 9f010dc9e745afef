import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import publisher from '../../src/publishers/image-promotion.ts';
import { PromotionStage } from '../support/promotion.ts';
import { COMMIT } from '../support/release.ts';

const PRODUCTION = 'registry.k8s.io/app/app:v0.1.0';

describe('a promotion', () => {
  let stage: PromotionStage;
  beforeEach(async () => {
    stage = await PromotionStage.open();
  });
  afterEach(() => stage.close());

  test('carries the digest that was approved, whatever the staging tag has come to mean', async () => {
    const moved = stage.rebuild();
    await publisher.publish(stage.call);
    const lines = await stage.diff();
    assert.ok(lines.some((line) => line.includes(stage.approved)));
    assert.ok(!lines.some((line) => line.includes(moved)));
  });

  test('that was merged with another digest than the approved one stops, and says so', async () => {
    await publisher.publish(stage.call);
    const other = `sha256:${'b'.repeat(64)}`;
    await stage.editBranch((text) => text.replace(stage.approved, other));
    await stage.merge();
    const found = await publisher.look(stage.call);
    assert.equal(found.state, 'different');
    assert.match(plain(found.reason), new RegExp(`the list says otherwise: .*${other}`));
  });

  test('that was merged without the approved lines stops, and says so', async () => {
    await publisher.publish(stage.call);
    await stage.editBranch((text) => text.replace(/.*v0\.1\.0.*\n/, '# nothing\n'));
    await stage.merge();
    const found = await publisher.look(stage.call);
    assert.equal(found.state, 'different');
    assert.match(plain(found.reason), /merged, but the list does not hold what was approved/);
  });

  test('is not available because somebody sets the status of the job: only production tells', async () => {
    await publisher.publish(stage.call);
    await stage.setStatus(await stage.merge(), 'success');
    assert.equal((await publisher.look(stage.call)).state, 'underway');
    stage.production.put({
      reference: PRODUCTION,
      platforms: { 'linux/amd64': COMMIT },
      content: 'something else',
    });
    assert.equal((await publisher.look(stage.call)).state, 'different');
  });
});
