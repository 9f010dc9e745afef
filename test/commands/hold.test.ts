import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import { at, OWNERS, said } from '../support/hearing.ts';
import { ALICE, BOB, CAROL, MALLORY, NOW } from '../support/release.ts';

function held(by = BOB, id = '7/1'): JournalEvent {
  return { kind: 'objected', objection: { id, kind: 'hold', by, at: NOW, words: 'CVE review' } };
}

for (const [body, deed] of [
  ['/hold', 'hold'],
  ['/hold CVE review', 'hold (CVE review)'],
  ['/hold because CVE review', 'hold (CVE review)'],
  ['/hold --reason "CVE review"', 'hold (CVE review)'],
] as const)
  test(`“${body}” of an owner holds the release`, async () => {
    assert.deepEqual(await said(body), [{ deeds: [deed], face: '+1', reply: undefined }]);
  });

test('a stranger cannot hold it, unless the release is their own', async () => {
  const [heard] = await said('/hold', MALLORY);
  assert.deepEqual([heard?.deeds, heard?.face], [[], '-1']);
  const [opener] = await said('/hold', ALICE);
  assert.deepEqual(opener?.deeds, ['hold']);
});

for (const body of ['/unhold', '/hold cancel', '/remove-hold'])
  test(`“${body}” lifts one's own hold`, async () => {
    const [heard] = await said(body, BOB, at([OWNERS], [held()]));
    assert.deepEqual([heard?.deeds, heard?.face], [['lift 7/1'], '+1']);
  });

test('an owner lifts the hold of another, a stranger does not', async () => {
  const place = at([OWNERS], [held(BOB)]);
  assert.deepEqual((await said('/unhold', CAROL, place))[0]?.deeds, ['lift 7/1']);
  const [stranger] = await said('/unhold', MALLORY, place);
  assert.deepEqual([stranger?.deeds, stranger?.face], [[], '-1']);
  assert.match(stranger?.reply ?? '', /not your hold: bob can lift it/);
});

test('whoever has a hold among others lifts that one alone, and learns who holds it still', async () => {
  const [heard] = await said('/unhold', BOB, at([OWNERS], [held(BOB), held(CAROL, '8/1')]));
  assert.deepEqual(heard?.deeds, ['lift 7/1']);
  assert.match(heard?.reply ?? '', /still held by carol: “CVE review”/);
});

test('nothing can be lifted where nobody holds it, or where it was lifted before', async () => {
  const lifted: JournalEvent = { kind: 'lifted', objection: '7/1', by: BOB, note: undefined };
  for (const place of [at(), at([OWNERS], [held(), lifted])])
    assert.match((await said('/unhold', BOB, place))[0]?.reply ?? '', /nobody holds/);
});
