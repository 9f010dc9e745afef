import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said } from '../support/hearing.ts';
import { MALLORY } from '../support/release.ts';

test('cuts a candidate for an owner', async () => {
  assert.deepEqual((await said('/rc'))[0], { deeds: ['cut'], face: 'rocket', reply: undefined });
});

test('is refused to a stranger, saying who could', async () => {
  const [heard] = await said('/rc', MALLORY);
  assert.deepEqual([heard?.deeds, heard?.face], [[], '-1']);
  assert.equal(heard?.reply, 'mallory is not an owner here. Who could: alice, bob or carol');
});

for (const body of ['/rc please', '/rc from $(id)', '/rc from --upload-pack=x', '/rc from ../x;y'])
  test(`“${body}” is not understood`, async () => {
    assert.deepEqual((await said(body))[0]?.deeds, []);
  });
