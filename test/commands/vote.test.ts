import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, OWNERS, said } from '../support/hearing.ts';
import { BOB, CAROL, MALLORY, step } from '../support/release.ts';

const VOTE = step('owners', { verb: 'vote', uses: 'vote', options: { group: 'owners' } });
const OTHER = step('docs', { verb: 'vote', uses: 'vote', options: { group: 'writers' } });
const PLACE = at([VOTE]);

for (const [body, deed] of [
  ['/vote +1', '+1 owners'],
  ['/vote 1', '+1 owners'],
  ['/vote +1 ran the tests', '+1 owners (ran the tests)'],
  ['/vote 0', '0 owners'],
  ['/vote -0 no time to look', '0 owners (no time to look)'],
  ['/vote -1 because it loses data', '-1 owners (it loses data)'],
  // Phones write a minus of their own.
  ['/vote −1 it loses data', '-1 owners (it loses data)'],
] as const)
  test(`“${body}” is a vote`, async () => {
    assert.deepEqual(await said(body, BOB, PLACE), [
      { deeds: [deed], face: '+1', reply: undefined },
    ]);
  });

for (const body of ['/vote', '/vote +1.5', '/vote ++1', '/vote -0.9', '/vote +10', '/vote yes'])
  test(`“${body}” is none`, async () => {
    const [heard] = await said(body, BOB, PLACE);
    assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused']);
  });

for (const [note, why] of [
  ['if CI passes', 'depends on a condition'],
  ['once the NOTICE is fixed', 'depends on a condition'],
  ['?', 'is a question'],
  ['not yet', 'is less than a vote'],
] as const)
  test(`a +1 with the note “${note}” is none, and it is said why`, async () => {
    const [heard] = await said(`/vote +1 ${note}`, BOB, PLACE);
    assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused']);
    assert.ok(heard?.reply?.startsWith(`this ${why}, so it does not count`), heard?.reply);
  });

test('a vote against needs a reason', async () => {
  assert.match((await said('/vote -1', BOB, PLACE))[0]?.reply ?? '', /say what is wrong/);
});

test('a vote that is not binding is heard, and marked as such', async () => {
  const [heard] = await said('/vote +1', MALLORY, PLACE);
  assert.deepEqual([heard?.deeds, heard?.face], [['+1 owners'], 'eyes']);
});

test('of several votes one must be named', async () => {
  const several = at([VOTE, OTHER]);
  const [heard] = await said('/vote +1', CAROL, several);
  assert.match(heard?.reply ?? '', /which vote\? \/vote \+1 owners or \/vote \+1 docs/);
  assert.deepEqual((await said('/vote +1 docs fine', CAROL, several))[0]?.deeds, [
    '+1 docs (fine)',
  ]);
});

test('where nothing is voted on there is nothing to say', async () => {
  assert.match((await said('/vote +1', BOB, at([OWNERS])))[0]?.reply ?? '', /no step is voted on/);
});

test('an approval is no vote', async () => {
  assert.match((await said('/lgtm', BOB, PLACE))[0]?.reply ?? '', /no step asks/);
});
