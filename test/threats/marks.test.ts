import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { effectMark, managed, withManaged } from '../../src/show/marks.ts';
import { codeSpan, escapeMarkdown, escapeSlack } from '../../src/show/safe-text.ts';
import { notUnderstoodReply } from './not-understood.ts';

const MARK = effectMark('a'.repeat(32));

test('no text of somebody else holds the beginning of a mark, in whatever way it is shown', () => {
  const texts = fc.array(fc.constantFrom('<!--', '<', '!', '-', '<!-', '-->', '`', ' ', MARK));
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('');
      for (const shown of [codeSpan(text), escapeMarkdown(text), escapeSlack(text)])
        assert.ok(!shown.includes('<!--'), shown);
    }),
    { numRuns: 2000 },
  );
});

test('an answer of ours that quotes a mark does not carry it', async () => {
  const reply = await notUnderstoodReply(`/lgmt ${MARK}`);
  assert.ok(reply !== '' && !reply.includes(MARK), reply);
});

test('a value that reads like the end of our block does not end it', () => {
  const block = `found ${codeSpan('<!-- ringmaster:end -->')}`;
  const once = withManaged(managed(block), block);
  assert.equal(withManaged(once, block), managed(block));
});
