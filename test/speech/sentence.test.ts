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

for (const [title, rest, expected] of [
  [
    'a flag with its value behind a sign',
    '--until=2026-12-01 coherent',
    { words: ['coherent'], parts: { until: '2026-12-01' } },
  ],
  [
    'a flag with a quoted value',
    '--until="1 December" x',
    { words: ['x'], parts: { until: '1 December' } },
  ],
  [
    'a quoted reason as a flag, and goes on behind it',
    'sbom --reason "the lab is down" --until 2026-12-01',
    { words: ['sbom'], parts: { because: 'the lab is down', until: '2026-12-01' } },
  ],
  [
    'a reason without quotes up to the end',
    '--reason the lab until noon',
    { words: [], parts: { because: 'the lab until noon' } },
  ],
  ['a reason behind a sign', '--because=the lab', { words: [], parts: { because: 'the lab' } }],
  [
    'keywords in any case',
    'UNTIL noon Because it rains',
    { words: [], parts: { until: 'noon', because: 'it rains' } },
  ],
  [
    'a keyword that comes again as a word',
    'until a until b',
    { words: ['until', 'b'], parts: { until: 'a' } },
  ],
  [
    'the word “reason” as a word',
    'the reason is x',
    { words: ['the', 'reason', 'is', 'x'], parts: {} },
  ],
  ['an unknown flag as a word', '--force --x=1', { words: ['--force', '--x=1'], parts: {} }],
] as const)
  test(`reads ${title}`, () => {
    assert.deepEqual(parseSentence(rest, ['because', 'until']), expected);
  });
