import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said } from '../support/hearing.ts';
import { MALLORY } from '../support/release.ts';

test('is kept in the words of whoever raises it', async () => {
  assert.deepEqual(await said('/concern Does it start on arm64?'), [
    { deeds: ['concern (Does it start on arm64?)'], face: '+1', reply: undefined },
  ]);
});

test('needs words', async () => {
  const [heard] = await said('/concern');
  assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused']);
});

test('is for those who may write here', async () => {
  const [heard] = await said('/concern I want another colour', MALLORY);
  assert.deepEqual([heard?.deeds, heard?.face], [[], '-1']);
});
