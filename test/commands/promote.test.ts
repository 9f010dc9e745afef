import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import { at, OWNERS, said } from '../support/hearing.ts';
import { ALICE, BOB, MALLORY, step } from '../support/release.ts';

test('is agreement to what opens the next ring', async () => {
  assert.deepEqual(await said('/promote'), [
    { deeds: ['approve owners'], face: '+1', reply: undefined },
  ]);
});

test('says what is still missing', async () => {
  const [heard] = await said('/promote', BOB, at([OWNERS], [], [step('tag'), step('file')]));
  assert.deepEqual(heard?.deeds, ['approve owners']);
  assert.equal(
    heard?.reply,
    'noted. Still missing:\n\n- tag: not looked at yet\n- file: not looked at yet',
  );
});

test('of whoever cut the candidate is heard, and marked as such', async () => {
  assert.equal((await said('/promote', ALICE))[0]?.face, 'eyes');
});

test('is refused to a stranger, saying whose word counts', async () => {
  const [heard] = await said('/promote', MALLORY);
  assert.deepEqual([heard?.deeds, heard?.face], [[], '-1']);
  assert.match(heard?.reply ?? '', /Whose does: alice or bob/);
});

test('takes no words', async () => {
  assert.match((await said('/promote ship'))[0]?.reply ?? '', /takes no words/);
});

test('says that nobody has to, where a ring opens by itself', async () => {
  const [heard] = await said('/promote', BOB, at([]));
  assert.match(heard?.reply ?? '', /nobody has to: ship opens at once/);
  const inShip: JournalEvent = { kind: 'ring', candidate: 1, ring: 'ship' };
  const [last] = await said('/promote', BOB, at([], [inShip]));
  assert.match(last?.reply ?? '', /ship is the last ring/);
});
