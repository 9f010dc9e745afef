import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import { say } from '../../src/domain/prose.ts';
import { fail } from '../../src/domain/verdict.ts';
import { at, OWNERS, said } from '../support/hearing.ts';
import { MALLORY, step } from '../support/release.ts';

const TAG = step('tag');

test('tells how a step stands, why, what was seen and what can be done', async () => {
  const evidence = [{ title: say`Keys`, lines: [say`none of the owners'`] }];
  const verdict = fail(say`nobody signed it`, { evidence, advice: [say`sign it`] });
  const noted: JournalEvent = { kind: 'verdict', candidate: 1, step: 'tag', verdict, data: {} };
  const [heard] = await said('/explain tag', MALLORY, at([OWNERS], [noted], [TAG]));
  assert.deepEqual([heard?.deeds, heard?.face], [['look'], 'eyes']);
  assert.equal(
    heard?.reply,
    [
      'tag (check: tag, in propose) is failing: nobody signed it',
      "What was seen:\n- Keys: none of the owners'",
      'What can be done:\n- sign it',
    ].join('\n\n'),
  );
});

test('tells whom a step asks', async () => {
  const [heard] = await said('/explain owners');
  assert.match(heard?.reply ?? '', /It asks owners: alice and bob, as they stood/);
});

test('knows what was meant by a word that is near, and names all steps where it does not', async () => {
  assert.match((await said('/explain ownrs'))[0]?.reply ?? '', /Did you mean \/explain owners\?/);
  for (const body of ['/explain', '/explain everything', '/explain owners now'])
    assert.match((await said(body))[0]?.reply ?? '', /which step\? owners|Did you mean/);
});
