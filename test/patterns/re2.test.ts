import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compile, LONGEST_PATTERN, type Pattern } from '../../src/patterns/re2.ts';

const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  ['an open bracket', 'a(', /missing closing \)/],
  ['a back-reference', '(a)\\1', /invalid escape sequence/],
  ['a look-ahead', 'a(?=b)', /unsupported Perl syntax/],
  ['a look-behind', '(?<=a)b', /invalid named capture/],
  ['a possessive repetition', 'a++', /invalid nested repetition/],
  ['more repetitions than Go allows', 'a{1001}', /invalid repeat count/],
  ['repetitions that multiply', '((a{1,30}){1,30})', /too large/],
  ['brackets that never close', '('.repeat(500), /missing closing/],
  ['a pattern beyond the bound', 'a'.repeat(LONGEST_PATTERN + 1), /more than 1000 characters/],
];

for (const [title, source, problem] of REFUSED)
  test(`${title} is refused with the reason`, () => {
    assert.match(compile(source).problem ?? '', problem);
  });

test('a match is unanchored and leftmost', () => {
  const match = pattern('b+').match('aabbb bb');
  assert.deepEqual(match, { text: 'bbb', from: 2, to: 5, groups: new Map() });
  assert.equal(pattern('b+').match('aaa'), undefined);
  assert.equal(pattern('b+').isIn('aab'), true);
  assert.equal(pattern('^b+').isIn('aab'), false);
});

test('groups are read by name, in both spellings of Go', () => {
  const match = pattern('v(?P<major>\\d+)\\.(?<minor>\\d+)(?:-(?P<label>\\w+))?').match(
    'at v1.32;',
  );
  assert.deepEqual(
    [...(match?.groups ?? [])],
    [
      ['major', '1'],
      ['minor', '32'],
    ],
  );
});

test('a group may bear the name of a part of every object', () => {
  const match = pattern('(?P<__proto__>a)(?P<constructor>b)').match('ab');
  assert.deepEqual(
    [...(match?.groups ?? [])],
    [
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ],
  );
});

test('places are counted in the units of JavaScript, and a dot is a whole character', () => {
  const match = pattern('(?P<one>.)b').match('\u{1F600}ab \u{1F600}b');
  assert.deepEqual(match?.groups.get('one'), 'a');
  assert.deepEqual(pattern('^.b').match('\u{1F600}b')?.to, 3);
});

test('case folding and the end of a text are those of Go', () => {
  assert.equal(pattern('(?i)k').isIn('\u212A'), true);
  assert.equal(pattern('a$').isIn('a\n'), false);
  assert.equal(pattern('\\w').isIn('\u00e9'), false);
});

for (const source of ['(a+)+$', '(a|aa)+$', '(a*)*b', '(?:a?){100}a{100}$', '(.*)(.*)(.*)x$'])
  test(`${source} comes to an end on 60,000 characters`, { timeout: 20_000 }, () => {
    const text = 'a'.repeat(60_000);
    const compiled = pattern(source);
    assert.equal(compiled.isIn(`${text}!`), false);
    assert.equal(compiled.match(`${text}!`), undefined);
  });

test('two answers of one pattern do not know of each other', () => {
  const compiled = pattern('(?P<x>\\d)');
  const first = compiled.match('1');
  assert.equal(compiled.match('22')?.groups.get('x'), '2');
  assert.equal(first?.groups.get('x'), '1');
});

test('any text is compiled or refused, and both questions about a text get one answer', () => {
  const meta = fc.constantFrom(...'()[]{}|*+?.^$\\,-:<>=!0129abPQEdwsbAz\u{1F600}\uD83D');
  const source = fc.oneof(
    fc.array(meta, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(source, fc.string({ unit: 'binary' }), (written, text) => {
      const { pattern: compiled, problem } = compile(written);
      assert.notEqual(compiled === undefined, problem === undefined);
      if (compiled) assert.equal(compiled.isIn(text), compiled.match(text) !== undefined);
    }),
    { numRuns: 500 },
  );
});

test('simple patterns find what the engine of JavaScript finds', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '.',
    '[ab]',
    'a*',
    'b+?',
    '(?:ab|b)',
    'a{2,3}',
    '(a)',
    '|',
  );
  const source = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(source, text, (written, letters) => {
      const subject = letters.join('');
      const native = new RegExp(written).exec(subject);
      const match = pattern(written).match(subject);
      assert.deepEqual([match?.from, match?.text], [native?.index, native?.[0]]);
    }),
  );
});

function pattern(source: string): Pattern {
  const { pattern: compiled, problem } = compile(source);
  assert.ok(compiled, problem);
  return compiled;
}
