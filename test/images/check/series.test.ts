import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriesOn } from '../../../src/images/check/series.ts';

const word = (text: string) => ({ text, line: 1, quote: '"' as const });

test('the series of a version are what it begins with', () => {
  assert.deepEqual(
    [...seriesOn([word('v0.1.2')])],
    [
      ['v0.1', 'v0.1.2'],
      ['v0', 'v0.1.2'],
    ],
  );
});

test('what is no version, and what is no tag, has no series', () => {
  assert.deepEqual([...seriesOn([word('main'), word('v1.0'), word('1.2.3"')])], []);
});
