import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { refusalWords } from './refusals.ts';

test('what the forge says is told in its words, with who may not', () => {
  const refusal = (status: number, message: string) =>
    refusalWords(new Error(`PUT /x: ${status} ${JSON.stringify({ message })}`), 'mallory');
  assert.equal(
    refusal(403, 'Must have admin rights to Repository.'),
    'mallory may not do that: the forge says “Must have admin rights to Repository.” (403).',
  );
  assert.equal(
    refusal(405, 'Pull Request is still a draft'),
    'The forge says “Pull Request is still a draft” (405).',
  );
});

test('what git says is told without the token in its address', () => {
  const error = Object.assign(new Error('Command failed'), {
    stderr: `remote: Permission denied.\nhint: try\nfatal: unable to access 'http://x-access-token:secret@127.0.0.1:1/a.git/'\n`,
  });
  const words = refusalWords(error, 'mallory');
  assert.match(words, /^Git says: remote: Permission denied\. · fatal: unable to access/);
  assert.doesNotMatch(words, /secret|hint/);
});

test('what is wrong in a form is told by field', () => {
  const { error } = z.object({ title: z.string().min(1, 'is missing') }).safeParse({ title: '' });
  assert.equal(refusalWords(error, 'bob'), 'title: is missing');
});
