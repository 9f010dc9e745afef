import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeliveryAttempt } from '../../../src/plugin/delivery-log.ts';
import { loadPlugins } from '../../../src/plugin/load.ts';
import { LISTS } from '../../stage/scenery.ts';
import { openWorld, SITE } from './open-world.ts';

const { handlers } = await loadPlugins();

test('every webhook is understood by a handler, and names where to look', () => {
  const { world } = openWorld({ proposing: 'as the App' });
  const { acts } = world;
  const issue = acts.openIssue('alice', { title: 'x', body: 'y', labels: ['release-proposal'] });
  const comment = acts.comment('bob', issue, '/lgtm');
  acts.edit('bob', comment, 'no');
  acts.delete('alice', comment);
  acts.pushTag('alice', 'v1.0.0');
  acts.deleteTag('alice', 'v1.0.0');
  acts.mergedPull('bob', 'A change', { 'a.md': 'a' });
  acts.editIssue('alice', issue, { isOpen: false });
  const events = world.hooks.map(
    ({ event, payload }) => `${event} ${String(payload.action ?? '')}`,
  );
  assert.deepEqual(events, [
    'issues opened',
    'issues labeled',
    'issue_comment created',
    'issue_comment edited',
    'issue_comment deleted',
    'push ',
    'create ',
    'push ',
    'delete ',
    'push ',
    'issues closed',
  ]);
  for (const { event, payload } of world.hooks) {
    const found = handlers
      .filter(({ on }) => on.some((name) => name === event))
      .map((handler) => handler.places(JSON.parse(JSON.stringify(payload))));
    assert.equal(found.length, 1, event);
    assert.deepEqual(found[0]?.site, SITE, event);
    assert.equal(found[0]?.places.length, 1, event);
  }
});

test('nothing is told of more than three tags at once, nor of where the App is not', () => {
  const { world } = openWorld();
  world.acts.pushTags('alice', ['v1', 'v2', 'v3', 'v4']);
  world.acts.rewrite(LISTS, 'README.md', () => 'other');
  assert.deepEqual(world.hooks, []);
  world.acts.pushTags('alice', ['v5', 'v6', 'v7']);
  assert.equal(world.hooks.length, 6);
});

test('a tag that moves is told of as forced, and one that is pushed again not at all', () => {
  const { world } = openWorld();
  const { acts } = world;
  const commit = acts.commit('bob', { a: 'a' }) ?? '';
  acts.pushTag('alice', 'v1', { kind: 'lightweight', commit });
  const told = world.hooks.length;
  acts.pushTag('alice', 'v1', { kind: 'lightweight', commit });
  assert.equal(world.hooks.length, told);
  acts.moveTag('alice', 'v1', commit);
  const { event, payload } = world.hooks.at(-1) ?? {};
  assert.deepEqual([event, payload?.forced, payload?.created], ['push', true, false]);
});

test('the delivery log tells the newest attempt first, for three days', async () => {
  const { world, timeline, outside } = openWorld();
  const day = 24 * 3_600_000;
  world.acts.openIssue('alice', { title: 'x', body: '' });
  world.acts.openIssue('bob', { title: 'y', body: '' });
  const [one, two] = world.hooks;
  assert.ok(one !== undefined && two !== undefined);
  const first = world.attempted(one.guid, false);
  timeline.now += 1000;
  world.attempted(two.guid, true);
  world.attempted(one.guid, true);
  const read = async (since: string) => {
    const found: DeliveryAttempt[] = [];
    for await (const page of outside.deliveryLog.attempts(since)) found.push(...page);
    return found;
  };
  const found = await read('2026-01-01T00:00:00.000Z');
  assert.deepEqual(
    found.map(({ delivery, isAcknowledged }) => [delivery, isAcknowledged]),
    [
      [one.guid, true],
      [two.guid, true],
      [one.guid, false],
    ],
  );
  assert.equal(new Set(found.map(({ attempt }) => attempt)).size, 3);
  assert.equal((await read(new Date(timeline.now).toISOString())).length, 2);
  const body = JSON.stringify(one.payload);
  assert.deepEqual(await outside.deliveryLog.delivery(first), {
    id: one.guid,
    event: 'issues',
    body,
  });
  timeline.now += 3 * day;
  assert.equal(await outside.deliveryLog.delivery(first), undefined);
  assert.deepEqual(await read('2026-01-01T00:00:00.000Z'), []);
});
