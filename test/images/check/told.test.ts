import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, Rule } from '../../../src/images/check/finding.ts';
import { told } from '../../../src/images/check/told.ts';

function finding(rule: Rule, line: number): Finding {
  return { rule, line, message: 'it is so', advice: 'Mend it.' };
}

test('findings come by line, and errors first on one line', () => {
  const { findings } = told([
    finding('tag-style', 2),
    finding('digest-syntax', 9),
    finding('tag-syntax', 2),
  ]);
  assert.deepEqual(
    findings.map(({ line, rule }) => `${line} ${rule}`),
    ['2 tag-syntax', '2 tag-style', '9 digest-syntax'],
  );
});

test('what is true of every line is told once, at the first', () => {
  const { findings } = told([7, 3, 5].map((line) => finding('unquoted-digest', line)));
  assert.deepEqual(
    findings.map(({ line, more }) => ({ line, more })),
    [{ line: 3, more: 2 }],
  );
});

test('where they are too many, errors are kept, and the others are counted', () => {
  const warnings = Array.from({ length: 1_500 }, (_, at) => finding('tag-style', at + 1));
  const { findings, more } = told([...warnings, finding('tag-syntax', 2_000)]);
  assert.equal(findings.length, 1_000);
  assert.equal(findings.at(-1)?.rule, 'tag-syntax');
  assert.deepEqual(more, { errors: 0, warnings: 501 });
});
