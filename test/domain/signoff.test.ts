import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Signoff, standing, tally } from '../../src/domain/signoff.ts';
import { ALICE, BOB, CAROL, MALLORY, NOW, signoff } from '../support/release.ts';

const RULES = {
  candidate: 1,
  exceptFor: ALICE,
  atOpening: [ALICE, BOB, CAROL],
  now: [ALICE, BOB, CAROL],
};

function count(signoffs: readonly Signoff[], rules = RULES) {
  const { counted, apart } = tally(standing(signoffs, 'owners'), rules);
  return [
    counted.map(({ by }) => by.login),
    apart.map(({ signoff: { by }, why }) => `${by.login} ${why}`),
  ];
}

test('members count, strangers and whoever cut the candidate stand apart', () => {
  const said = [signoff(ALICE), signoff(BOB), signoff(MALLORY)];
  assert.deepEqual(count(said), [['bob'], ['alice self', 'mallory stranger']]);
});

test('one person has one voice, whatever the login', () => {
  const renamed = signoff({ id: 2, login: 'robert' }, { id: '9/1', comment: 9 });
  assert.deepEqual(count([signoff(BOB), renamed]), [['robert'], []]);
});

test('a login that was taken over by somebody else does not count', () => {
  assert.deepEqual(count([signoff({ id: 99, login: 'bob' })]), [[], ['bob stranger']]);
});

test('whoever left the group does not count any more, whoever came later not yet', () => {
  assert.deepEqual(count([signoff(BOB)], { ...RULES, now: [CAROL] }), [[], ['bob left']]);
  assert.deepEqual(count([signoff(BOB)], { ...RULES, atOpening: [CAROL] }), [[], ['bob newcomer']]);
});

test('what was said of another candidate is void', () => {
  assert.deepEqual(count([signoff(BOB, { candidate: 2 })]), [[], ['bob void']]);
  assert.deepEqual(count([signoff(BOB, { candidate: 0 })]), [[], ['bob void']]);
});

test('a cancel takes back, a later word counts again', () => {
  const at = (second: number) => `2026-05-04T09:12:0${second}.000Z`;
  const said = signoff(BOB, { at: at(1), comment: 11, id: '11/1' });
  const cancel = signoff(BOB, { at: at(2), comment: 12, id: '12/1', choice: 'cancel' });
  const again = signoff(BOB, { at: at(3), comment: 13, id: '13/1' });
  assert.deepEqual(count([said, cancel]), [[], []]);
  assert.deepEqual(count([said, cancel, again]), [['bob'], []]);
});

describe('confirmations of one person', () => {
  const chart = { 'artifact:chart@sha256': 'sha256:aa' };
  const images = { 'artifact:images@sha256': 'sha256:bb' };
  const confirm = (comment: number, facts: Readonly<Record<string, string>>) =>
    signoff(BOB, {
      at: `2026-05-04T09:12:${comment}.000Z`,
      comment,
      id: `${comment}/1/staged`,
      step: 'staged',
      choice: 'confirm',
      facts,
    });
  const factsOf = (said: readonly Signoff[]) => standing(said, 'staged').map(({ facts }) => facts);

  test('stand side by side where they are about different facts', () => {
    assert.deepEqual(factsOf([confirm(11, images), confirm(12, chart)]), [images, chart]);
  });

  test('replace one another where they are about the same fact', () => {
    const other = { 'artifact:chart@sha256': 'sha256:cc' };
    assert.deepEqual(factsOf([confirm(11, chart), confirm(12, images), confirm(13, other)]), [
      other,
      images,
    ]);
  });

  test('are all taken back by a cancel, and only those before it', () => {
    const cancel = { ...confirm(13, {}), choice: 'cancel' as const };
    const said = [confirm(11, images), confirm(12, chart), cancel, confirm(14, chart)];
    assert.deepEqual(factsOf(said), [chart]);
  });
});

test('the order of arrival makes no difference, only the order of speaking', () => {
  const words = fc.array(
    fc.record({
      by: fc.constantFrom(ALICE, BOB, CAROL, MALLORY),
      at: fc.constantFrom(NOW, '2026-05-04T09:12:01.000Z'),
      comment: fc.integer({ min: 1, max: 50 }),
      choice: fc.constantFrom('approve' as const, 'cancel' as const),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(words, fc.infiniteStream(fc.nat()), (said, chance) => {
      const signoffs = said.map(({ by, ...rest }, index) =>
        signoff(by, { ...rest, id: `${rest.comment}/${index}` }),
      );
      const shuffled = signoffs
        .map((each) => ({ each, key: chance.next().value ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ each }) => each);
      const sorted = (result: ReturnType<typeof count>) =>
        result.map((names) => [...(names ?? [])].sort());
      assert.deepEqual(sorted(count(shuffled)), sorted(count(signoffs)));
    }),
  );
});

describe('a rejection', () => {
  const at = (second: number) => `2026-05-04T09:12:0${second}.000Z`;
  const reject = signoff(BOB, { at: at(2), comment: 12, id: '12/1', choice: 'reject' });
  const agree = (second: number, comment: number) =>
    signoff(BOB, { at: at(second), comment, id: `${comment}/1` });
  const words = (...said: readonly Signoff[]) =>
    standing(said, 'owners').map(({ choice }) => choice);
  const takenBack = (choice: 'cancel' | 'recant') =>
    signoff(BOB, { at: at(3), comment: 13, id: '13/1', choice });

  test('is the last word of whoever agreed before, and gives way to agreement said later', () => {
    assert.deepEqual(words(agree(1, 11), reject), ['reject']);
    assert.deepEqual(words(reject, agree(3, 13)), ['approve']);
  });

  test('is taken back by itself only, and leaves no agreement behind', () => {
    assert.deepEqual(words(reject, takenBack('cancel')), ['reject']);
    assert.deepEqual(words(agree(1, 11), reject, takenBack('recant')), []);
    assert.deepEqual(words(agree(1, 11), takenBack('recant')), ['approve']);
  });

  test('of whoever cut the candidate counts, of a stranger it does not', () => {
    const rules = { candidate: 1, exceptFor: BOB, atOpening: [ALICE, BOB], now: [ALICE, BOB] };
    const { counted, objecting } = tally([reject], rules);
    assert.deepEqual([counted, objecting], [[], [reject]]);
    const { objecting: none, apart } = tally([{ ...reject, by: MALLORY }], rules);
    assert.deepEqual([none, apart[0]?.why], [[], 'stranger']);
  });

  test('of an earlier candidate is void', () => {
    const rules = { candidate: 2, exceptFor: undefined, atOpening: [BOB], now: [BOB] };
    assert.deepEqual(tally([reject], rules).objecting, []);
  });
});
