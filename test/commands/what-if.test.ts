import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import { at, OWNERS, said } from '../support/hearing.ts';
import { BOB, MALLORY, NOW, step } from '../support/release.ts';

const PUBLISH = step('slack', { verb: 'announce' });

test('says what is in the way, objections first, and what happens then', async () => {
  const hold = { id: '7/1', kind: 'hold', by: BOB, at: NOW, words: undefined } as const;
  const place = at([OWNERS], [{ kind: 'objected', objection: hold }], [step('tag')], [PUBLISH]);
  const [heard] = await said('/what-if', MALLORY, place);
  assert.deepEqual(heard?.deeds, ['look']);
  assert.equal(
    heard?.reply,
    [
      'In the way of propose:',
      '- held by bob\n- tag: not looked at yet\n- owners: not looked at yet',
      'Then ship opens at once, which publishes slack.',
    ].join('\n\n'),
  );
});

test('in the last ring says that the release ends', async () => {
  const inShip: JournalEvent = { kind: 'ring', candidate: 1, ring: 'ship' };
  const [heard] = await said('/what-if', BOB, at([], [inShip], [], [PUBLISH]));
  assert.match(
    heard?.reply ?? '',
    /Before that, in this ring: slack\. Then the release is announced/,
  );
});

test('says so where nothing is in the way', async () => {
  const [heard] = await said('/what-if', BOB, at([]));
  assert.match(heard?.reply ?? '', /^Nothing is in the way of propose\./);
});

test('takes no words', async () => {
  assert.match((await said('/what-if rc2'))[0]?.reply ?? '', /takes no words/);
});
