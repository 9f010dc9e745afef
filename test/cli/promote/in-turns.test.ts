import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { inTurns } from '../../../src/cli/promote/in-turns.ts';

test('no more are underway than may be, and the answers keep their order', async () => {
  let [underway, most] = [0, 0];
  const answers = await inTurns(3, [5, 1, 4, 2, 3, 0, 6], async (item) => {
    underway += 1;
    most = Math.max(most, underway);
    for (let left = item; left > 0; left -= 1) await turn();
    underway -= 1;
    return item * 10;
  });
  assert.deepEqual(answers, [50, 10, 40, 20, 30, 0, 60]);
  assert.equal(most, 3);
});

test('what fails is not passed over', async () => {
  const work = async (item: number) => {
    if (item === 2) throw new Error('two');
    return item;
  };
  await assert.rejects(inTurns(2, [1, 2, 3], work), /two/);
  assert.deepEqual(await inTurns(2, [], work), []);
});
