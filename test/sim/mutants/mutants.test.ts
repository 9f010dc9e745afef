import assert from 'node:assert/strict';
import { stripTypeScriptTypes } from 'node:module';
import { test } from 'node:test';
import { play } from './child.ts';
import { MUTANTS } from './list.ts';
import { addressOf, faultySource } from './mutant.ts';
import { isClean, lineOf, summaryOf } from './report.ts';

for (const mutant of MUTANTS)
  test(`${mutant.name} applies, and is a program still`, () => {
    assert.doesNotThrow(() => stripTypeScriptTypes(faultySource(mutant)));
  });

test('every mutant has a name of its own', () => {
  assert.equal(new Set(MUTANTS.map(({ name }) => name)).size, MUTANTS.length);
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

const caught = { seed: 7, profile: 'mild', rule: 'S3', words: 'twice\nand more' } as const;
const equivalent = { ...sample, equivalent: 'nobody can tell' };

test('the report tells who was caught, by what', () => {
  assert.match(lineOf({ mutant: sample, caught }), /caught at seed 7 \(mild\) by S3: twice$/);
  assert.match(lineOf({ mutant: sample, caught: undefined }), /SURVIVED$/);
  const fates = [
    { mutant: sample, caught },
    { mutant: sample, caught: undefined },
    { mutant: equivalent, caught: undefined },
  ];
  assert.match(summaryOf(fates, 40), /^1 of 2 mutants caught within 40 seeds each: 50\.0 %\n/);
});

test('survivors are a failure, and so is an equivalent one that was caught', () => {
  assert.equal(isClean([{ mutant: sample, caught }]), true);
  assert.equal(isClean([{ mutant: sample, caught: undefined }]), false);
  assert.equal(isClean([{ mutant: equivalent, caught: undefined }]), true);
  assert.equal(isClean([{ mutant: equivalent, caught }]), false);
});
