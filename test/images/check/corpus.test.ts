import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkList } from '../../../src/images/check/check-list.ts';
import { CORPUS, NO_CORPUS } from '../../score/corpus.ts';
import { mistakesIn, pairsIn } from './promotion-pairs.ts';

test('every mistake that people merged is an error at its line, and nothing else is', {
  skip: NO_CORPUS,
}, () => {
  const pairs = pairsIn(CORPUS, 'pairs-negative');
  assert.ok(pairs.length > 0);
  for (const pair of pairs) {
    const mistakes = mistakesIn(pair);
    assert.ok(mistakes.length > 0, `${pair.name}: nothing is recorded as wrong`);
    const errors = checkList(pair).findings.filter(({ severity }) => severity === 'error');
    for (const { rule, lines } of mistakes)
      assert.ok(
        errors.some((error) => error.rule === rule && lines.includes(error.line)),
        `${pair.name}: no ${rule} at line ${lines.join(' or ')}`,
      );
    for (const { rule, line } of errors)
      assert.ok(
        mistakes.some((mistake) => mistake.rule === rule && mistake.lines.includes(line)),
        `${pair.name}: ${rule} at line ${line}, where nothing is recorded`,
      );
  }
});

test('good promotions have no error', { skip: NO_CORPUS }, () => {
  const pairs = pairsIn(CORPUS, 'pairs');
  assert.ok(pairs.length > 0);
  for (const pair of pairs)
    assert.deepEqual(
      checkList(pair).findings.filter(({ severity }) => severity === 'error'),
      [],
      pair.name,
    );
});
