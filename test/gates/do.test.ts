import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../../src/domain/prose.ts';
import task from '../../src/gates/do.ts';
import { ALICE, ask, BOB, MALLORY, signoff, view } from '../support/release.ts';

const OPTIONS = { what: 'Write the blog post' };

test('asks until somebody has said that it is done', async () => {
  const verdict = await ask(task, { release: view({ step: 'write' }), options: OPTIONS });
  assert.deepEqual([verdict.state, verdict.reason], ['needs-you', 'Write the blog post']);
  assert.deepEqual(verdict.advice?.map(plain), ['say /done write when it is: alice, bob or carol']);
});

test('passes with the word of one, whoever cut the candidate, and shows it', async () => {
  const release = view({ signoffs: [signoff(ALICE, { note: 'https://blog.test/1' })] });
  const verdict = await ask(task, { release, options: OPTIONS });
  assert.deepEqual(
    [verdict.state, verdict.reason],
    ['pass', 'Write the blog post: done by alice: “https://blog.test/1”'],
  );
});

test('does not believe a stranger, nor what was said of another candidate', async () => {
  for (const words of [signoff(MALLORY), signoff(BOB, { candidate: 0 })])
    assert.equal(
      (await ask(task, { release: view({ signoffs: [words] }), options: OPTIONS })).state,
      'needs-you',
    );
});
