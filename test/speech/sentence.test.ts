import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSentence } from '../../src/speech/sentence.ts';

test('reads words, a keyword and a reason', () => {
  assert.deepEqual(
    parseSentence('coherent until 2026-12-01 because the lab is down', ['until', 'because']),
    {
      words: ['coherent'],
      parts: { until: '2026-12-01', because: 'the lab is down' },
    },
  );
});

test('reads flags like keywords', () => {
  assert.deepEqual(parseSentence('--from main', ['from']), { words: [], parts: { from: 'main' } });
});

test('keeps keywords that the command does not know as words', () => {
  assert.deepEqual(parseSentence('good to go', ['because']).words, ['good', 'to', 'go']);
});

test('keeps what stands in quotes together', () => {
  assert.deepEqual(parseSentence('from "my branch"', ['from']).parts, { from: 'my branch' });
});

test('says that a keyword without its word is empty', () => {
  assert.deepEqual(parseSentence('from', ['from']).parts, { from: '' });
});
