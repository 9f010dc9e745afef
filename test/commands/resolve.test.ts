import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import { at, OWNERS, said } from '../support/hearing.ts';
import { BOB, CAROL, MALLORY, NOW } from '../support/release.ts';

function raised(by: typeof BOB, id: string): JournalEvent {
  return { kind: 'objected', objection: { id, kind: 'concern', by, at: NOW, words: 'arm64?' } };
}

const ONE = at([OWNERS], [raised(BOB, '7/1')]);
const TWO = at([OWNERS], [raised(BOB, '7/1'), raised(CAROL, '8/1')]);

test('whoever raised a concern resolves it', async () => {
  assert.deepEqual((await said('/resolve', BOB, ONE))[0]?.deeds, ['lift 7/1']);
  assert.deepEqual((await said('/resolve it does', BOB, ONE))[0]?.deeds, ['lift 7/1 (it does)']);
});

test('an owner resolves that of another with a note, a stranger does not', async () => {
  const [bare] = await said('/resolve', CAROL, ONE);
  assert.match(bare?.reply ?? '', /say how the concern of bob was answered: \/resolve 1 <note>/);
  const [heard] = await said('/resolve 1 tried it', CAROL, ONE);
  assert.deepEqual(heard?.deeds, ['lift 7/1 (tried it)']);
  const [stranger] = await said('/resolve 1 tried it', MALLORY, ONE);
  assert.deepEqual([stranger?.deeds, stranger?.face], [[], '-1']);
});

test('of several it must be said which one', async () => {
  const [heard] = await said('/resolve', BOB, TWO);
  assert.deepEqual(heard?.deeds, []);
  assert.match(heard?.reply ?? '', /\/resolve 1 \(concern 1 of bob: “arm64\?”\) or \/resolve 2/);
  assert.deepEqual((await said('/resolve #2 yes', BOB, TWO))[0]?.deeds, ['lift 8/1 (yes)']);
  assert.deepEqual((await said('/resolve 3', BOB, TWO))[0]?.deeds, []);
});

test('there is nothing to resolve where nobody is concerned', async () => {
  assert.match((await said('/resolve'))[0]?.reply ?? '', /no concern/);
});
