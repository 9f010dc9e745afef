import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMoment } from '../../src/domain/time.ts';

const FROM = '2026-05-04T09:12:00.000Z';

for (const [text, moment] of [
  ['2026-05-06', '2026-05-07T00:00:00.000Z'],
  ['2026-05-06T17:00Z', '2026-05-06T17:00:00.000Z'],
  ['2026-05-06T17:00:30Z', '2026-05-06T17:00:30.000Z'],
  ['90m', '2026-05-04T10:42:00.000Z'],
  ['3d', '2026-05-07T09:12:00.000Z'],
  ['2026-02-31', undefined],
  ['2026-13-01T10:00Z', undefined],
  // Whose noon is that?
  ['2026-05-06T12:00', undefined],
  ['2026-05-06T12:00+02:00', undefined],
  ['tomorrow', undefined],
  ['', undefined],
] as const)
  test(`“${text}” means ${moment ?? 'no moment'}`, () => {
    assert.equal(readMoment(text, FROM), moment);
  });
