import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said } from '../support/hearing.ts';
import { MALLORY } from '../support/release.ts';

test('anybody may ask for another look, under either name, and no words are taken', async () => {
  for (const word of ['/status', '/verify'])
    assert.deepEqual((await said(word, MALLORY))[0]?.deeds, ['look']);
  assert.deepEqual((await said('/status now'))[0]?.deeds, []);
});
