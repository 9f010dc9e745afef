import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { request } from 'undici';
import type { Delivery } from '../forge/hooks/delivery.ts';
import { settle } from '../stage/settle.ts';
import { openStage, type Stage } from '../stage/stage.ts';

describe('what GitHub has told', () => {
  let stage: Stage;

  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  async function tellAgain({ requestHeaders, body }: Delivery): Promise<number> {
    const headers = Object.entries(requestHeaders).map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    );
    const answer = await request(`${stage.ringmaster().url}/webhooks/github`, {
      method: 'POST',
      headers: { ...Object.fromEntries(headers), 'x-github-delivery': randomUUID() },
      body,
    });
    assert.equal(await answer.body.text(), 'new\n');
    return answer.statusCode;
  }

  test('changes nothing when it is told again under other delivery ids', async (context) => {
    const alice = stage.person('alice');
    const issue = await alice.openIssue({ title: 'Time for a release?', body: '' });
    await alice.say(issue, '/release new v0.1.0');
    await settle(stage, { until: 'fix ready' });
    const tags = [{ name: 'v0.0.10', kind: 'annotated' }] as const;
    await alice.pushTags(tags);
    const before = await settle(stage);
    const told = [...stage.forge.deliveries];
    const events = new Set(told.map(({ event }) => event));
    for (const event of ['issues', 'issue_comment', 'create', 'push'])
      assert.ok(events.has(event), event);
    for (const delivery of told) assert.equal(await tellAgain(delivery), 202);
    assert.deepEqual(await settle(stage), before);
    context.diagnostic(`${told.length} webhooks of ${events.size} kinds told twice`);
  });
});
