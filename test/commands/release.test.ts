import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said } from '../support/hearing.ts';
import { BOB, MALLORY } from '../support/release.ts';

test('/release new needs a member or somebody who may write', async () => {
  assert.deepEqual((await said('/release new v1.0.0', BOB, 'elsewhere'))[0]?.deeds, ['open']);
  const [refused] = await said('/release new v1.0.0', MALLORY, 'elsewhere');
  assert.equal(refused?.face, '-1');
  assert.match(refused?.reply ?? '', /or anybody who may write to the repository \(you: read\)/);
});

test('/release help is for anyone, /release alone says what it knows', async () => {
  assert.deepEqual((await said('/release help', MALLORY, 'elsewhere'))[0]?.deeds, ['help']);
  assert.match((await said('/release', BOB, 'elsewhere'))[0]?.reply ?? '', /release new v1\.2\.0/);
  assert.match((await said('/release new', BOB, 'elsewhere'))[0]?.reply ?? '', /which version/);
});
