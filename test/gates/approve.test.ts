import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import approve from '../../src/gates/approve.ts';
import { ALICE, ask, BOB, CAROL, MALLORY, signoff, view } from '../support/release.ts';

const TWO = { count: 2, group: 'owners' };

test('nobody has said anything yet: it says how many are needed, who could, and what to type', async () => {
  const verdict = await ask(approve, { options: TWO });
  assert.equal(verdict.state, 'needs-you');
  assert.equal(verdict.reason, '0 of 2 owners');
  assert.deepEqual(verdict.advice?.map(plain), ['say /lgtm: bob or carol']);
});

test('two others are enough', async () => {
  const release = view({ signoffs: [signoff(BOB), signoff(CAROL)] });
  const verdict = await ask(approve, { release, options: TWO });
  assert.equal(verdict.state, 'pass');
  assert.equal(verdict.reason, '2 of 2 owners: bob and carol');
});

test('strangers and whoever cut the candidate are shown apart', async () => {
  const release = view({ signoffs: [signoff(ALICE), signoff(BOB), signoff(MALLORY)] });
  const verdict = await ask(approve, { release, options: TWO });
  assert.equal(verdict.state, 'needs-you');
  assert.deepEqual(
    verdict.evidence?.flatMap(({ lines }) => lines.map(plain)),
    ['bob', 'alice · cut this candidate, so it does not count', 'mallory · not in the group'],
  );
});

test('whoever cut the candidate counts where the process allows it', async () => {
  const release = view({ signoffs: [signoff(ALICE), signoff(BOB)] });
  assert.equal((await ask(approve, { release, options: { ...TWO, self: true } })).state, 'pass');
});

test('a removal from the group un-counts at once', async () => {
  const release = view({ signoffs: [signoff(BOB), signoff(CAROL)] });
  const open = { groups: { members: async () => [ALICE, BOB] } };
  assert.equal((await ask(approve, { release, options: TWO, open })).state, 'needs-you');
});

test('nobody left who could is said', async () => {
  const open = { groups: { members: async () => [ALICE] } };
  const { advice } = await ask(approve, { options: TWO, open });
  assert.deepEqual(advice?.map(plain), ['say /lgtm: nobody is left who could']);
});

for (const [written, options] of [
  ['2 owners', { count: 2, group: 'owners' }],
  ['owners', { group: 'owners' }],
  ['0 owners', { group: '0 owners' }],
] as const)
  test(`“${written}” is read as ${JSON.stringify(options)}`, () => {
    assert.deepEqual(approve.value?.read(written), options);
  });

test('one rejection is enough to fail, however many agree, and says who can take it back', async () => {
  const carol = signoff(CAROL, { choice: 'reject', note: 'it loses data' });
  const release = view({ signoffs: [signoff(BOB), carol] });
  const verdict = await ask(approve, { release, options: { count: 1, group: 'owners' } });
  assert.equal(verdict.state, 'fail');
  assert.equal(verdict.reason, 'rejected by carol “it loses data”');
  assert.match(verdict.advice?.map(plain).join() ?? '', /carol can say \/reject cancel/);
});

test('the rejection of a stranger is shown apart', async () => {
  const mallory = signoff(MALLORY, { choice: 'reject' });
  const release = view({ signoffs: [signoff(BOB), mallory] });
  const verdict = await ask(approve, { release, options: { count: 1, group: 'owners' } });
  assert.equal(verdict.state, 'pass');
});
