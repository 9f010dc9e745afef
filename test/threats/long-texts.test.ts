import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeSpan, escapeMarkdown, escapeSlack } from '../../src/show/safe-text.ts';
import { commandLines } from '../../src/speech/command-lines.ts';
import { parseSentence } from '../../src/speech/sentence.ts';

/** What leads a reader astray that tries everything twice, up to the longest comment that GitHub takes. */
const PIECES = [
  ...[' ', '\t', '\n', '\r\n', ' \n', '" ', '` ', '[(', '<a ', '<a b="', '<!-- '],
  ...['>', '> ', '- ', '1. ', '>\n', '*', '#1 ', '@a ', '\\', '&lt;', '💥'],
];

/** A reader that is not linear takes many seconds for a text of this length. */
const LONG = 65_000;
const PATIENCE = 1500;

for (const read of [commandLines, sentence, escapeMarkdown, codeSpan, escapeSlack])
  test(`${read.name} takes time in the length of a text, whatever stands in it`, () => {
    for (const piece of PIECES) {
      const text = `/lgmt ${piece.repeat(LONG / piece.length)}x`;
      const began = performance.now();
      read(text);
      const took = performance.now() - began;
      assert.ok(took < PATIENCE, `${JSON.stringify(piece)}: ${Math.round(took)} ms`);
    }
  });

function sentence(text: string): unknown {
  return parseSentence(text, ['because', 'from']);
}
