import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LISTS, PRODUCTION_HOST, PROJECT, PROMOTED_IMAGE } from '../../stage/scenery.ts';
import { APP } from './cast.ts';
import { mergeTexts } from './merge-texts.ts';
import { openWorld, SITE } from './open-world.ts';
import { outsideOf } from './outside.ts';

test('what the App writes is kept as an effect, what others write is not', async () => {
  const { world, outside } = openWorld();
  const issue = world.acts.openIssue('alice', { title: 'x', body: '' });
  const { issues } = outside.forgeAt(SITE);
  const { id } = await issues.comment(issue, 'ours');
  await issues.editComment(id, 'ours');
  await issues.editComment(id, 'ours, better');
  await issues.react({ issue }, 'eyes');
  await issues.react({ issue }, 'eyes');
  assert.deepEqual(
    world.effects.map(({ kind, value, by }) => [kind, value, by]),
    [
      ['comment', 'ours', APP.login],
      ['comment-edited', 'ours, better', APP.login],
      ['reaction', 'eyes', APP.login],
    ],
  );
});

test('the past can be looked at for two minutes, and writes go to the present', async () => {
  const { world, timeline } = openWorld();
  const then = { sight: () => world.at(timeline.now - 60_000) };
  const { issues } = outsideOf(world, then).forgeAt(SITE);
  const number = world.acts.openIssue('alice', { title: 'x', body: 'first' });
  assert.equal((await issues.get(number))?.body, 'first', 'nothing is older than the world');
  timeline.now += 30_000;
  await issues.edit(number, { body: 'second' });
  assert.equal((await issues.get(number))?.body, 'first');
  assert.equal(world.repository(PROJECT).issues.get(number)?.body, 'second');
  timeline.now += 60_000;
  assert.equal((await issues.get(number))?.body, 'second');
});

test('a port does its work before it first waits', () => {
  const { world, outside } = openWorld();
  void outside.forgeAt(SITE).issues.open({ title: 'x', body: '', labels: [] });
  void outside.chat?.post('news', { mark: 'm', text: 't' });
  assert.deepEqual(
    world.effects.map(({ kind }) => kind),
    ['issue-opened', 'message'],
  );
});

test('the promotion job copies by digest, and stops where production says otherwise', () => {
  const { world } = openWorld();
  const { acts } = world;
  const list = 'registry.k8s.io/images/k8s-staging-dra-example-driver/images.yaml';
  acts.pushTag('alice', 'v0.1.0');
  acts.build();
  const path =
    'us-central1-docker.pkg.dev/k8s-staging-images/dra-example-driver/dra-example-driver';
  const digest = world.state.shelves.get(path)?.tags.get('v0.1.0') ?? '';
  const production = `${PRODUCTION_HOST}/${PROMOTED_IMAGE}`;
  const merged = acts.rewrite(LISTS, list, (text) => `${text}    "${digest}": ["v0.1.0"]\n`);
  assert.notEqual(acts.overwriteStaged('images', '0.1.0'), digest);
  assert.deepEqual(acts.runPromotionJob({ fails: true }), []);
  const status = () =>
    world
      .repository(LISTS)
      .statuses.get(merged)
      ?.map(({ state }) => state);
  assert.deepEqual(status(), ['failure']);
  assert.deepEqual(acts.runPromotionJob(), [`${production}:v0.1.0`]);
  assert.deepEqual(status(), ['success']);
  assert.equal(world.state.shelves.get(production)?.tags.get('v0.1.0'), digest);
  assert.deepEqual(acts.runPromotionJob(), []);
  acts.overwriteProduction('images', '0.1.0');
  const later = acts.rewrite(LISTS, 'README.md', () => 'later');
  assert.deepEqual(acts.runPromotionJob(), []);
  assert.equal(world.repository(LISTS).statuses.get(later)?.[0]?.state, 'failure');
});

test('people may do what GitHub lets them', () => {
  const { acts } = openWorld().world;
  const issue = acts.openIssue('alice', { title: 'x', body: '' });
  const comment = acts.comment('alice', issue, '/lgtm');
  assert.equal(acts.edit('mallory', comment, '/hold'), false);
  assert.equal(acts.delete('mallory', comment), false);
  assert.equal(acts.edit('bob', comment, '/hold'), true);
  assert.equal(acts.pushTag('mallory', 'v1.0.0'), false);
  assert.equal(acts.commit('mallory', { OWNERS: 'approvers: [mallory]' }), undefined);
  assert.equal(acts.editIssue('mallory', issue, { isOpen: false }), false);
  assert.equal(acts.merge('mallory', LISTS, 1), undefined);
});

test('two changes of one text are merged where git could', () => {
  const base = 'a\nb\nc\n';
  assert.equal(mergeTexts(base, 'a\nx\nb\nc\n', 'a\nb\nc\ny\n'), 'a\nx\nb\nc\ny\n');
  assert.equal(mergeTexts(base, base, 'z\n'), 'z\n');
  assert.equal(mergeTexts(base, 'a\nx\nb\nc\n', 'a\nx\nb\nc\n'), 'a\nx\nb\nc\n');
  assert.equal(mergeTexts(base, 'a\nx\nb\nc\n', 'a\ny\nb\nc\n'), undefined);
  assert.equal(mergeTexts(base, 'a\nc\n', 'a\ny\nb\nc\n'), undefined);
});
