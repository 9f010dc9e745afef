import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import { at, OWNERS, said } from '../support/hearing.ts';
import { ALICE, BOB, CAROL, MALLORY, NOW, step } from '../support/release.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const fact: JournalEvent = {
  kind: 'fact',
  candidate: 1,
  fact: { key: 'artifact:chart@sha256', value: digest, source: 'staged', at: NOW },
};
const pinned = at([OWNERS], [fact]);

test('vouches for the digest that is pinned', async () => {
  const [heard] = await said(`/confirm chart ${digest.slice(0, 19)}`, BOB, pinned);
  assert.deepEqual(heard?.deeds, ['confirm staged']);
});

for (const [title, body, reply] of [
  ['another digest', `/confirm chart sha256:${'cd'.repeat(6)}`, /is staged as sha256:abab/],
  ['too few digits', '/confirm chart sha256:abab', /at least 12 digits/],
  ['an artifact that is not there', `/confirm images ${digest}`, /which artifact\? chart/],
  ['nothing', '/confirm', /which artifact\? chart/],
] as const)
  test(`does not vouch for ${title}`, async () => {
    const [heard] = await said(body, BOB, pinned);
    assert.deepEqual(heard?.deeds, []);
    assert.match(heard?.reply ?? '', reply);
  });

test('is refused to a stranger', async () => {
  assert.equal((await said(`/confirm chart ${digest}`, MALLORY, pinned))[0]?.face, '-1');
});

test('is refused to members of another group, who are told who could', async () => {
  const [heard] = await said(`/confirm chart ${digest}`, CAROL, pinned);
  assert.deepEqual([heard?.face, heard?.deeds], ['-1', []]);
  assert.match(heard?.reply ?? '', /^carol was not in owners .* Who could: bob$/);
});

test('is refused to whoever cut the candidate', async () => {
  const [heard] = await said(`/confirm chart ${digest}`, ALICE, pinned);
  assert.deepEqual([heard?.face, heard?.deeds], ['-1', []]);
  assert.match(heard?.reply ?? '', /^alice cut this candidate.* Who could: bob$/);
});

test('is for the group that the step names', async () => {
  const staged = step('staged', { options: { 'confirmed-by': 'writers' } });
  const place = at([OWNERS, staged], [fact]);
  assert.deepEqual((await said(`/confirm chart ${digest}`, CAROL, place))[0]?.deeds, [
    'confirm staged',
  ]);
  const [heard] = await said(`/confirm chart ${digest}`, BOB, place);
  assert.match(heard?.reply ?? '', /^bob was not in writers .* Who could: carol$/);
});
