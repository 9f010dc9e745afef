import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, type ListFinding, sentences, summaryOf } from '../../src/show/list-check.ts';

const ERROR: ListFinding = {
  rule: 'tag-syntax',
  severity: 'error',
  line: 3,
  message: 'it is no tag',
  advice: 'Mend it.',
  more: 0,
};
const NOTHING = { findings: [], more: { errors: 0, warnings: 0 }, older: 0, unchecked: [] };

test('what is not told is counted all the same', () => {
  const findings = [ERROR, { ...ERROR, severity: 'warning' as const }];
  assert.deepEqual(countsOf({ findings, more: { errors: 2, warnings: 3 } }), {
    errors: 3,
    warnings: 4,
  });
});

test('a check that found nothing says so, and what it could not look at', () => {
  assert.deepEqual(summaryOf(NOTHING), ['nothing found']);
  assert.deepEqual(summaryOf({ ...NOTHING, unchecked: ['staging', 'history'] }), [
    'nothing found',
    'not checked, as nothing was said of it: staging, history',
  ]);
});

test('what is left out, and what is older, is said', () => {
  const check = { ...NOTHING, findings: [ERROR], more: { errors: 0, warnings: 1 }, older: 2 };
  assert.deepEqual(summaryOf(check), [
    '1 error, 1 warning',
    '1 of them is not told',
    '2 things that the list before had as well are not told',
  ]);
});

test('a finding that stands for others says for how many', () => {
  assert.equal(sentences(ERROR), 'it is no tag. Mend it.');
  assert.equal(sentences({ ...ERROR, more: 1 }), 'it is no tag, and 1 line more like it. Mend it.');
});
