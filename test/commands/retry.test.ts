import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said } from '../support/hearing.ts';

test('what was refused is tried again, and no words are taken', async () => {
  assert.deepEqual((await said('/retry'))[0]?.deeds, ['retry']);
  const [heard] = await said('/retry the tag');
  assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused']);
});
