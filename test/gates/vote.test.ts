import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import type { Signoff } from '../../src/domain/signoff.ts';
import { after } from '../../src/domain/time.ts';
import vote from '../../src/gates/vote.ts';
import { ALICE, ask, BOB, CAROL, MALLORY, NOW, signoff, view } from '../support/release.ts';

const HOUR = 3_600_000;
const OPTIONS = { group: 'owners', open: '72h', pass: '3 binding and a majority' };

/** How a vote stands that has been open for so many hours. */
function asked(hours: number, votes: readonly Signoff[], options: object = OPTIONS) {
  const release = view({ ringSince: after(NOW, -hours * HOUR), signoffs: votes });
  return ask(vote, { release, options });
}

const yes = (by: typeof BOB) => signoff(by, { choice: '+1' });
const no = (by: typeof BOB) => signoff(by, { choice: '-1', note: 'it loses data' });

test('is not over before its time, however many have voted for it', async () => {
  const verdict = await asked(71.9, [yes(ALICE), yes(BOB), yes(CAROL)]);
  assert.equal(verdict.state, 'pending');
  assert.equal(verdict.reason, '+3, -0, 0 abstained of owners; open until 04 May 09:18 UTC');
  assert.equal(verdict.until, after(NOW, 0.1 * HOUR));
});

test('asks for votes while some are missing, and says how', async () => {
  const verdict = await asked(1, [yes(BOB)]);
  assert.equal(verdict.state, 'needs-you');
  assert.deepEqual(verdict.advice?.map(plain), ['say /vote +1, /vote 0 or /vote -1 because …']);
});

describe('once its time is over', () => {
  for (const [title, votes, state] of [
    [
      'passes with three, whoever cut the candidate among them',
      [yes(ALICE), yes(BOB), yes(CAROL)],
      'pass',
    ],
    ['waits for the third', [yes(ALICE), yes(BOB)], 'needs-you'],
    ['does not count a stranger', [yes(ALICE), yes(BOB), yes(MALLORY)], 'needs-you'],
    [
      'does not count an abstention',
      [yes(ALICE), yes(BOB), signoff(CAROL, { choice: '0' })],
      'needs-you',
    ],
    [
      'does not count a vote for another candidate',
      [yes(ALICE), yes(BOB), { ...yes(CAROL), candidate: 0 }],
      'needs-you',
    ],
    ['does not take an approval for a vote', [yes(ALICE), yes(BOB), signoff(CAROL)], 'needs-you'],
  ] as const)
    test(title, async () => {
      assert.equal((await asked(72, votes)).state, state);
    });

  const short = { ...OPTIONS, open: '1h', pass: '1 binding and a majority' };
  const expedited = { ...short, expedited: 'the flaw is being used already' };
  for (const [title, votes, state] of [
    ['passes with more for it than against it', [yes(ALICE), yes(BOB), no(CAROL)], 'pass'],
    ['fails with as many against it', [yes(BOB), no(CAROL)], 'fail'],
    ['is not failed by a stranger', [yes(BOB), no(MALLORY)], 'pass'],
  ] as const)
    test(title, async () => {
      assert.equal((await asked(2, votes, expedited)).state, state);
    });

  test('less than is usual needs a reason', () => {
    assert.equal(vote.options.safeParse(short).success, false);
    assert.equal(vote.options.safeParse(expedited).success, true);
    assert.equal(vote.options.safeParse({ ...OPTIONS, open: '71h' }).success, false);
    assert.equal(vote.options.safeParse({ ...OPTIONS, open: '7d' }).success, true);
  });
});

test('shows binding and other votes, each with its words', async () => {
  const { evidence } = await asked(1, [yes(ALICE), no(CAROL), yes(MALLORY)]);
  assert.deepEqual(
    evidence?.map(({ title, lines }) => [plain(title), lines.map(plain)]),
    [
      ['Binding votes', ['+1 alice', '-1 carol “it loses data”']],
      ['Other votes', ['+1 mallory · not binding']],
    ],
  );
});

test('a removal from the group un-counts at once', async () => {
  const release = view({
    ringSince: after(NOW, -80 * HOUR),
    signoffs: [yes(ALICE), yes(BOB), yes(CAROL)],
  });
  const open = { groups: { members: async () => [ALICE, BOB] } };
  assert.equal((await ask(vote, { release, options: OPTIONS, open })).state, 'needs-you');
});
