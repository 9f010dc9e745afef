import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, OWNERS, said } from '../support/hearing.ts';
import { ALICE, BOB, CAROL, MALLORY, step } from '../support/release.ts';

const DOCS = step('docs', { verb: 'approve', uses: 'approve', options: { group: 'writers' } });

for (const [body, deed] of [
  ['/reject because it loses data', 'reject owners (it loses data)'],
  ['/reject it loses data', 'reject owners (it loses data)'],
  ['/reject owners because it loses data', 'reject owners (it loses data)'],
  ['/reject cancel', 'recant owners'],
  ['/remove-reject', 'recant owners'],
] as const)
  test(`“${body}” of an owner is heard`, async () => {
    assert.deepEqual((await said(body))[0]?.deeds, [deed]);
  });

test('means the steps of the speaker', async () => {
  const several = at([OWNERS, DOCS]);
  const [heard] = await said('/reject typos', CAROL, several);
  assert.deepEqual(heard?.deeds, ['reject docs (typos)']);
});

test('whoever cut the candidate may think again', async () => {
  assert.deepEqual((await said('/reject I was wrong', ALICE))[0]?.deeds, [
    'reject owners (I was wrong)',
  ]);
});

test('needs a reason, and whoever gives none is shown how', async () => {
  const [heard] = await said('/reject owners');
  assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused']);
  assert.match(heard?.reply ?? '', /\/reject owners because …/);
});

test('is not for strangers, who are told what they can say', async () => {
  const [heard] = await said('/reject because I say so', MALLORY);
  assert.deepEqual([heard?.deeds, heard?.face], [[], '-1']);
  assert.match(heard?.reply ?? '', /\/concern/);
});

test('of a step that asks for nobody means no other', async () => {
  const [heard] = await said('/reject tag because', BOB, at([OWNERS, step('tag')]));
  assert.match(heard?.reply ?? '', /tag asks for nobody's agreement/);
});
