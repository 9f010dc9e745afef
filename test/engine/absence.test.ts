import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDigest, shortDigest } from '../../src/domain/digest.ts';
import type { Entry } from '../../src/domain/journal.ts';
import { APP } from '../sim/world/cast.ts';
import { furnished } from '../sim/world/scenery.ts';
import type { World } from '../sim/world/world.ts';
import {
  CHART_PATH,
  chartFile,
  LISTS,
  PROJECT,
  STAGED_CHART,
  STAGING_HOST,
} from '../stage/scenery.ts';
import { type Absence, openAbsence } from './absence.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const files = { [CHART_PATH]: chartFile('v0.1.0') };
const CHANGES = 'Changes\n\n- one (#1)\n- two (#2)\n- three (#3)';

function trackingIssue(world: World): number {
  const { issues } = world.repository(PROJECT);
  const found = issues.values().find(({ author }) => author.type === 'Bot');
  assert.ok(found !== undefined, 'there is no tracking issue');
  return found.number;
}

/** What people do while Ringmaster may be away: said before the log's reach, and within it. */
async function hundredHours({ world, pass }: Absence, issue: number): Promise<void> {
  const { acts } = world;
  acts.comment('bob', issue, '/lgtm');
  await pass(HOUR);
  acts.comment('mallory', issue, '/lgtm');
  acts.comment('bob', issue, 'I shall be in the mountains for a while.');
  await pass(3 * HOUR);
  acts.comment('carol', issue, '/lgtm');
  await pass(46 * HOUR);
  acts.pushTags('bob', ['v0.1.0', 'chart/0.1.0'], { message: CHANGES });
  acts.build();
  await pass(45 * HOUR);
  acts.comment('alice', issue, 'Is anybody there?');
  await pass(5 * HOUR);
}

/** A release that has just been proposed. */
async function propose(): Promise<Absence & { readonly issue: number }> {
  const absence = openAbsence(furnished({ files }));
  const { world, pass } = absence;
  const { acts } = world;
  const wish = acts.openIssue('alice', { title: 'Time for a release?', body: '' });
  acts.comment('alice', wish, '/release new v0.1.0');
  await pass(5 * MINUTE);
  return { ...absence, issue: trackingIssue(world) };
}

/** Plays a release, of which a hundred hours may pass without Ringmaster. */
async function play(isAway: boolean): Promise<Absence> {
  const absence = await propose();
  if (isAway) absence.leave();
  await hundredHours(absence, absence.issue);
  if (isAway) absence.comeBack();
  await absence.pass(10 * MINUTE);
  return absence;
}

async function finish({ world, pass }: Absence): Promise<void> {
  const { acts } = world;
  const issue = trackingIssue(world);
  const chart = world.state.shelves.get(`${STAGING_HOST}/${STAGED_CHART}`)?.tags.get('0.1.0') ?? '';
  assert.ok(isDigest(chart));
  acts.comment('carol', issue, `/confirm chart sha256:${shortDigest(chart)}`);
  await pass(5 * MINUTE);
  const [pull] = world.repository(LISTS).pulls.keys();
  assert.ok(pull !== undefined, 'no promotion was proposed');
  assert.ok(acts.merge('reviewer', LISTS, pull) !== undefined, 'it cannot be merged');
  await pass(MINUTE);
  acts.runPromotionJob();
  await pass(5 * MINUTE);
  acts.comment('alice', issue, '/approve github-release');
  await pass(10 * MINUTE);
}

/** Everything that Ringmaster wrote and that can be read, without times and ids. */
function texts({ world }: Absence): readonly string[] {
  const { issues, comments, releases } = world.repository(PROJECT);
  const own = [...issues.values(), ...comments.values()]
    .filter(({ author }) => author.id === APP.id)
    .map(({ body }) => plain(body));
  const published = [...releases.values()].map(({ tag, body }) => `${tag}: ${plain(body)}`);
  return [...own, ...published, ...world.state.messages.map(({ text }) => plain(text))].toSorted();
}

function plain(text: string): string {
  return text
    .replace(/<!--.*?-->/gs, '')
    .replace(/\b\d\d [A-Z][a-z]{2} \d\d:\d\d UTC\b/g, 'TIME')
    .replace(/\b\d+ (?:d|h|min|s)(?: \d+ (?:h|min|s))?\b/g, 'DURATION')
    .replace(/journal of \d+ entries, head `[0-9a-f]{64}`/, 'JOURNAL')
    .replace(/issuecomment-\d+/g, 'COMMENT');
}

/** What the journals say, in no order, without times, ids and what was only seen on the way. */
async function journal({ store, world }: Absence): Promise<readonly string[]> {
  const row = await store.releases.byIssue(world.repository(PROJECT).id, trackingIssue(world));
  const stored = await store.releases.load(row?.id ?? '');
  return [...new Set((stored?.entries ?? []).flatMap(normal))].toSorted();
}

function normal({ event }: Entry): readonly string[] {
  switch (event.kind) {
    case 'signed': {
      const { by, step, candidate, choice } = event.signoff;
      return [`signed ${by.login} ${choice} ${step} rc${candidate}`];
    }
    case 'fact':
      return [`fact ${event.fact.key} ${event.fact.value}`];
    case 'comment':
      return [`comment ${event.comment.author.login} ${event.comment.body}`];
    case 'ring':
      return [`ring ${event.ring} rc${event.candidate}`];
    case 'candidate':
      return [`candidate ${event.candidate.n} ${event.candidate.commit}`];
    case 'outcome':
      return [`outcome ${event.state}`];
    case 'withdrawn':
      return [`withdrawn ${event.because}`];
    case 'verdict':
      return event.verdict.state === 'pass' ? [`pass ${event.step}`] : [];
    default:
      return [event.kind];
  }
}

/** How often each kind of thing was done to the outside; edits may be gathered. */
function effects({ world }: Absence): Readonly<Record<string, number>> {
  const kinds = world.effects.map(({ kind }) => kind);
  const edits = new Set(['comment-edited', 'issue-body', 'issue-title']);
  const counted = Map.groupBy(
    kinds.filter((kind) => !edits.has(kind)),
    (kind) => kind,
  );
  return Object.fromEntries([...counted].map(([kind, all]) => [kind, all.length]).toSorted());
}

test('after a hundred hours away everything is as if nothing had been', async () => {
  const [there, away] = [await play(false), await play(true)];
  for (const then of ['on coming back', 'at the end']) {
    assert.deepEqual(await journal(away), await journal(there), then);
    assert.deepEqual(texts(away), texts(there), then);
    assert.deepEqual(effects(away), effects(there), then);
    assert.deepEqual(await away.store.gaps.all(), [], then);
    if (then === 'at the end') break;
    await finish(there);
    await finish(away);
  }
  const issue = away.world.repository(PROJECT).issues.get(trackingIssue(away.world));
  assert.equal(issue?.isOpen, false);
});

const TAKEN_BACK = {
  deleted: ({ acts }: World, comment: number) => acts.delete('bob', comment),
  edited: ({ acts }: World, comment: number) => acts.edit('bob', comment, 'I take that back.'),
};

for (const [how, takeBack] of Object.entries(TAKEN_BACK))
  for (const isAway of [false, true])
    test(`support that was ${how} counts no more, ${isAway ? 'also' : 'if not'} while nobody was told`, async () => {
      const absence = await propose();
      const { world, pass, issue } = absence;
      const comment = world.acts.comment('bob', issue, '/lgtm');
      await pass(HOUR);
      if (isAway) absence.leave();
      assert.ok(takeBack(world, comment));
      await pass(90 * HOUR);
      world.acts.comment('carol', issue, '/lgtm');
      await pass(10 * HOUR);
      if (isAway) absence.comeBack();
      await pass(10 * MINUTE);
      const lines = await journal(absence);
      assert.ok(lines.includes(`withdrawn ${how}`), lines.join('\n'));
      assert.ok(lines.includes('signed carol approve owners rc1'));
      assert.ok(!lines.includes('ring stage rc1'));
      assert.match(texts(absence).join('\n'), /\*\*owners\*\* — 1 of 2 owners \(\[carol\]/);
    });

test('a store that is restored from a backup has a gap, and nothing is done twice', async () => {
  const there = await play(false);
  const absence = await propose();
  const backup = absence.store.snapshot();
  await hundredHours(absence, absence.issue);
  await absence.pass(10 * MINUTE);
  absence.leave();
  absence.store.restore(backup);
  absence.comeBack();
  await absence.pass(10 * MINUTE);
  assert.equal((await absence.store.gaps.all()).length, 1);
  assert.deepEqual(effects(absence), effects(there));
});
