import assert from 'node:assert/strict';
import { test } from 'node:test';
import { once, Recent } from '../../src/adapters/recent.ts';

test('what was used longest ago is forgotten first', () => {
  const recent = new Recent<number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  assert.equal(recent.get('a'), 1);
  recent.set('c', 3);
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => recent.get(key)),
    [1, undefined, 3],
  );
});

test('heavy things push out several light ones, and what is too heavy pushes out nothing', () => {
  const recent = new Recent<string>(10);
  for (const key of ['a', 'b', 'c']) recent.set(key, key, 3);
  recent.set('whale', 'whale', 11);
  recent.set('d', 'd', 6);
  assert.deepEqual(
    ['a', 'b', 'c', 'd', 'whale'].map((key) => recent.get(key)),
    [undefined, undefined, 'c', 'd', undefined],
  );
});

test('what is put in twice weighs once, and what was taken out weighs nothing', () => {
  const recent = new Recent<string>(10);
  for (let round = 0; round < 5; round += 1) recent.set('a', 'a', 4);
  recent.set('b', 'b', 4);
  recent.delete('b');
  recent.delete('b');
  recent.set('c', 'c', 6);
  assert.deepEqual(
    ['a', 'c'].map((key) => recent.get(key)),
    ['a', 'c'],
  );
});

test('a question is asked once, also while its answer is on the way, and again after a failure', async () => {
  const known = new Recent<Promise<number>>(1);
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (asked === 1) throw new Error('not now');
    return asked;
  };
  await assert.rejects(once(known, 'q', { ask }));
  assert.deepEqual(
    await Promise.all([once(known, 'q', { ask }), once(known, 'q', { ask })]),
    [2, 2],
  );
});
