import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import type { Person } from '../../src/domain/release.ts';
import type { Signoff } from '../../src/domain/signoff.ts';
import staged from '../../src/gates/staged.ts';
import type { ReleaseView } from '../../src/plugin/release-view.ts';
import {
  ALICE,
  ask,
  BOB,
  CAROL,
  CHART,
  IMAGES,
  MALLORY,
  release,
  signoff,
  view,
} from '../support/release.ts';
import { Shelf } from '../support/shelf.ts';

const chart = { reference: CHART.image, chart: true };
const image = { reference: IMAGES.image, platforms: { 'linux/amd64': undefined } };
const DIGEST = new Shelf().put(chart);
const IMAGE_DIGEST = new Shelf().put(image);
const OTHER_DIGEST = DIGEST.replace(/.$/, (last) => (last === '0' ? '1' : '0'));

const OWNERS = { owners: [ALICE, BOB, CAROL] };
const TWO_GROUPS = { owners: [ALICE, BOB], translators: [MALLORY] };
const NO_OWNERS = { testers: [ALICE, BOB], translators: [MALLORY] };

function said(by: Person, artifact = 'chart', value: string = DIGEST, candidate = 1): Signoff {
  return signoff(by, {
    step: 'staged',
    choice: 'confirm',
    candidate,
    facts: { [`artifact:${artifact}@sha256`]: value },
  });
}

async function judged(
  signoffs: readonly Signoff[] = [],
  rosters: Readonly<Record<string, readonly Person[]>> = OWNERS,
  more: { about?: Partial<ReleaseView>; options?: object; now?: typeof rosters } = {},
) {
  const registry = new Shelf();
  for (const each of [chart, image]) registry.put(each);
  const { about = {}, options = {}, now = rosters } = more;
  const groups = { members: async (group: string) => now[group] ?? [] };
  const verdict = await ask(staged, {
    release: view({ release: release({ artifacts: [CHART] }), signoffs, rosters, ...about }),
    options,
    open: { registry, publicRegistry: new Shelf(), groups },
  });
  const told = (verdict.evidence ?? []).map(({ title, lines }) => [plain(title), lines.map(plain)]);
  return {
    ...verdict,
    advice: (verdict.advice ?? []).map(plain).join(),
    told: new Map(told.map(([title, lines]) => [String(title), String(lines)])),
  };
}

describe('an artifact that does not say which commit it was built from', () => {
  test('needs somebody who could say so, and is pinned at first sight', async () => {
    const { state, advice, facts } = await judged();
    assert.equal(state, 'needs-you');
    assert.match(advice, /say \/confirm chart sha256:[0-9a-f]{12}: bob or carol$/);
    assert.deepEqual(
      facts?.map(({ settle }) => settle),
      ['pin'],
    );
  });

  test('passes when an owner has confirmed this very digest, by name', async () => {
    const { state, reason } = await judged([said(BOB)]);
    assert.equal(state, 'pass');
    assert.match(reason, /confirmed by bob$/);
  });

  test('names everybody who has confirmed it', async () => {
    const { reason } = await judged([said(BOB), said(CAROL)]);
    assert.match(reason, /confirmed by bob and carol$/);
  });

  test('is not confirmed by a word about another artifact with the same digest', async () => {
    assert.equal((await judged([said(BOB, 'images')])).state, 'needs-you');
  });

  for (const [title, word, why] of [
    ['a stranger', said(MALLORY), /^mallory sha256:[0-9a-f]+ · not in the group/],
    ['whoever cut the candidate', said(ALICE), /^alice .* · cut this candidate/],
    ['somebody who spoke of another candidate', said(BOB, 'chart', DIGEST, 2), /another candidate/],
  ] as const)
    test(`is not confirmed by ${title}, and the evidence says why`, async () => {
      const { state, told } = await judged([word]);
      assert.equal(state, 'needs-you');
      assert.match(told.get('Not counted') ?? '', why);
    });

  test('is not confirmed by somebody who confirmed another digest', async () => {
    const { state, told } = await judged([said(BOB, 'chart', OTHER_DIGEST)]);
    assert.equal(state, 'needs-you');
    assert.equal(told.get('Not counted'), undefined);
  });

  test('is not confirmed by somebody who has left the group since', async () => {
    const { state, told } = await judged([said(BOB)], OWNERS, { now: { owners: [ALICE] } });
    assert.equal(state, 'needs-you');
    assert.match(told.get('Not counted') ?? '', /no longer in the group/);
  });

  test('says so where nobody but the one who cut the candidate is in the group', async () => {
    const { advice } = await judged([], { owners: [ALICE] });
    assert.match(advice, /^nobody is left who could say \/confirm chart/);
  });
});

describe('of several groups', () => {
  test('only the owners may confirm', async () => {
    const { state, told } = await judged([said(MALLORY)], TWO_GROUPS);
    assert.equal(state, 'needs-you');
    assert.match(told.get('Not counted') ?? '', /mallory/);
    assert.equal((await judged([said(BOB)], TWO_GROUPS)).state, 'pass');
  });

  test('the one that the step names may, and only that', async () => {
    const options = { 'confirmed-by': 'translators' };
    const { state, reason } = await judged([said(MALLORY)], TWO_GROUPS, { options });
    assert.deepEqual([state, /confirmed by mallory$/.test(reason)], ['pass', true]);
    assert.equal((await judged([said(BOB)], TWO_GROUPS, { options })).state, 'needs-you');
  });

  test('the only one may', async () => {
    assert.equal((await judged([said(BOB)], { testers: [ALICE, BOB] })).state, 'pass');
  });

  test('none may where neither is so, and the option is named', async () => {
    const { state, advice } = await judged([said(BOB)], NO_OWNERS);
    assert.equal(state, 'needs-you');
    assert.match(advice, /confirmed-by:/);
  });
});

test('each of several artifacts is confirmed by itself', async () => {
  const about = { release: release({ artifacts: [IMAGES, CHART] }) };
  const words = [said(BOB), said(CAROL, 'images', IMAGE_DIGEST)];
  const { state, reason } = await judged(words, OWNERS, { about });
  assert.equal(state, 'pass');
  assert.match(reason, /^images .* confirmed by carol and chart .* confirmed by bob$/);
  assert.equal((await judged(words.slice(1), OWNERS, { about })).state, 'needs-you');
});
