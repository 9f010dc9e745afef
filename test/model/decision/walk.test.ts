import assert from 'node:assert/strict';
import { test } from 'node:test';
import { walk } from './walk.ts';
import { WORLDS } from './worlds.ts';

for (const world of WORLDS)
  test(`every state of ${world.name} is decided well`, async (t) => {
    const { states, edges, deadEnds } = await walk(world);
    t.diagnostic(`${states} states, ${edges} edges`);
    assert.deepEqual(deadEnds, [], 'every state that is not stopped can still be released');
  });
