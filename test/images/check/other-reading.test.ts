import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherReading } from '../../../src/images/check/other-reading.ts';

const READINGS: readonly (readonly [word: string, reading: string | undefined])[] = [
  ['1.10', 'the number 1.1'],
  ['1', 'a number'],
  ['1e3', 'the number 1000'],
  ['010', 'the number 8'],
  ['yes', 'the truth value true'],
  ['no', 'the truth value false'],
  ['null', 'nothing at all'],
  ['2024-01-01', 'a date'],
  ['v1.0.0', undefined],
  ['1.2.3', undefined],
  ['v20240101-abc', undefined],
];

for (const [word, reading] of READINGS)
  test(`${word} without quotes is ${reading ?? 'a text for everybody'}`, () => {
    assert.equal(otherReading(word), reading);
  });
