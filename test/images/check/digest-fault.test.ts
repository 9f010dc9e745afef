import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestFault } from '../../../src/images/check/digest-fault.ts';

const HEX = 'a1'.repeat(32);

const FAULTS: readonly (readonly [text: string, fault: string])[] = [
  [HEX, 'it does not begin with "sha256:"'],
  [`ha256:${HEX}`, 'it begins with "ha256:", not with "sha256:"'],
  [`something-long:${HEX}`, 'it does not begin with "sha256:"'],
  [`sha256:${HEX.slice(1)}`, 'it has 63 hex digits, not 64'],
  [`sha256:${HEX}a`, 'it has 65 hex digits, not 64'],
  ['sha256:', 'it has 0 hex digits, not 64'],
  [`sha256:${HEX.toUpperCase()}`, 'its hex digits are written in capitals'],
  [`sha256:${HEX.slice(1)}g`, 'it has characters that are no hex digits'],
  [` sha256:${HEX}`, 'there are blanks around it'],
];

for (const [text, fault] of FAULTS)
  test(`of ${JSON.stringify(text)} it is said that ${fault}`, () => {
    assert.equal(digestFault(text), fault);
  });
