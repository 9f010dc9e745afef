import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, test } from 'node:test';
import { MUTANTS } from './list.ts';
import { addressOf, faultySource } from './mutant.ts';
import { examine, runTests } from './ordinary-tests.ts';
import { isClean, lineOf, summaryOf } from './report.ts';
import { play } from './simulation.ts';

for (const mutant of MUTANTS)
  test(`${mutant.name} applies, and is a program still`, () => {
    assert.doesNotThrow(() => stripTypeScriptTypes(faultySource(mutant)));
  });

test('every mutant has a name of its own', () => {
  assert.equal(new Set(MUTANTS.map(({ name }) => name)).size, MUTANTS.length);
});

test('the tests that are named with a mutant are there', () => {
  const files = new Set(MUTANTS.flatMap(({ tests = [] }) => tests));
  const isMissing = (file: string) => !existsSync(new URL(`../../${file}`, import.meta.url));
  assert.deepEqual([...files].filter(isMissing), []);
});

const [sample] = MUTANTS;
assert.ok(sample !== undefined);

test('a mutant whose text is gone, or stands there twice, does not apply', () => {
  const find = 'these words stand nowhere';
  assert.throws(() => faultySource({ ...sample, find }), /stands 0 times in/);
  assert.throws(() => faultySource({ ...sample, find: 'const ' }), /stands \d\d times in/);
});

test('only the named file is changed', () => {
  assert.ok(addressOf(sample).endsWith(sample.file));
});

test('a fault is noticed, in a process of its own', async () => {
  const caught = await play('one-approval-is-enough', { from: 1, to: 20 });
  assert.equal(caught?.rule, 'S2');
});

test('without a fault the same seed keeps every promise', async () => {
  assert.equal(await play(undefined, { from: 1, to: 1 }), undefined);
});

test('a mutant that is unknown cannot be played', async () => {
  await assert.rejects(play('no-such-mutant', { from: 1, to: 1 }), /there is no mutant/);
});

describe('ordinary tests', () => {
  test('notice a fault, in a process of its own', async () => {
    const failure = await examine('always-certain', ['domain/decide.test.ts']);
    assert.equal(failure?.file, 'domain/decide.test.ts');
    assert.notEqual(failure?.test, '');
  });

  test('pass without it', async () => {
    assert.equal(await runTests(undefined, ['domain/decide.test.ts']), undefined);
  });

  test('that never load the faulty source prove nothing', async () => {
    await assert.rejects(
      runTests('always-certain', ['domain/login.test.ts']),
      /always-certain plays no part in domain\/login/,
    );
  });

  test('that are not there cannot be run', async () => {
    await assert.rejects(examine('always-certain', ['domain/no-such.test.ts']));
  });
});

describe('the report', () => {
  const caught = { seed: 7, profile: 'mild', rule: 'S3', words: 'twice\nand more' } as const;
  const failure = { file: 'domain/decide.test.ts', test: 'a release' };
  const nobody = { mutant: sample, failure: undefined, caught: undefined };
  const equivalent = { ...nobody, mutant: { ...sample, equivalent: 'nobody can tell' } };

  test('tells what was caught, by what', () => {
    assert.match(lineOf({ ...nobody, caught }), /caught at seed 7 \(mild\) by S3: twice$/);
    assert.match(lineOf({ ...nobody, failure }), /caught by domain\/decide\.test\.ts: a release$/);
    assert.match(lineOf({ ...nobody, failure, caught }), /by domain.*; at seed 7/);
    assert.match(lineOf(nobody), /SURVIVED$/);
    const fates = [{ ...nobody, caught }, { ...nobody, failure }, nobody, equivalent];
    const [counts, by, rate] = summaryOf(fates, 40).split('\n');
    assert.equal(counts, '4 mutants, 1 of them equivalent');
    assert.equal(by, '1 caught by tests, 1 by the simulation within 40 seeds each');
    assert.equal(rate, '2 of 3 caught: 66.7 %');
  });

  test('calls survivors a failure, and an equivalent one that was caught', () => {
    assert.equal(
      isClean([
        { ...nobody, caught },
        { ...nobody, failure },
      ]),
      true,
    );
    assert.equal(isClean([nobody]), false);
    assert.equal(isClean([equivalent]), true);
    assert.equal(isClean([{ ...equivalent, caught }]), false);
    assert.equal(isClean([{ ...equivalent, failure }]), false);
  });
});
