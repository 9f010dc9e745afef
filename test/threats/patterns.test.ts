import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redact } from '../../src/adapters/log.ts';
import { escapeMarkdown, visible } from '../../src/show/safe-text.ts';
import { commandLines } from '../../src/speech/command-lines.ts';
import { parseSentence } from '../../src/speech/sentence.ts';

/** As long as a comment may be, made to lead a backtracking reader astray. */
const LONG: readonly (readonly [string, string])[] = [
  ['blanks', ' '],
  ['tabs', '\t'],
  ['line ends', '\n'],
  ['Windows line ends', '\r\n'],
  ['blank lines', ' \n'],
  ['quotation marks', '" '],
  ['backticks', '` '],
  ['brackets', '[('],
  ['tags', '<a '],
  ['attributes', '<a b="'],
  ['comments', '<!-- '],
  ['quotes', '>\n'],
  ['beginnings of tokens', 'eyJ'],
  ['beginnings of keys', '-----BEGIN '],
  ['addresses', '//a:b'],
];

const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['commandLines', commandLines],
  ['parseSentence', (text) => parseSentence(text, ['because', 'from'])],
  ['visible', visible],
  ['escapeMarkdown', escapeMarkdown],
  ['redact', redact],
];

for (const [name, read] of READERS)
  test(`${name} takes time in the length of a text, whatever stands in it`, () => {
    for (const [title, piece] of LONG) {
      const text = `/lgmt ${piece.repeat(65_000 / piece.length)}x`;
      const began = performance.now();
      read(text);
      const took = performance.now() - began;
      assert.ok(took < 400, `${title}: ${Math.round(took)} ms`);
    }
  });
