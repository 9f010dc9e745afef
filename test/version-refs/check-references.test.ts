import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { checkReferences, type LineRule } from '../../src/version-refs/check-references.ts';
import { declaring, dependenciesIn, type Entry } from './declared.ts';

function check(
  entries: readonly Entry[],
  files: Readonly<Record<string, string>>,
  rule: LineRule = 'every',
) {
  const dependencies = dependenciesIn(declaring(entries));
  return checkReferences(dependencies, new Map(Object.entries(files)), rule);
}

/** Findings as `path:line problem: reads`. */
function told(...asked: Parameters<typeof check>): readonly string[] {
  return check(...asked).findings.map(
    ({ path, line, problem, reads }) => `${path}:${line ?? ''} ${problem}: ${reads ?? ''}`,
  );
}

const APP = (match?: string, version = '1.2.0'): readonly Entry[] => [
  { name: 'app', version, refPaths: [match === undefined ? { path: 'f' } : { path: 'f', match }] },
];

test('a line that matches and holds the version is all it takes', () => {
  const report = check(APP('^VERSION='), { f: '# 1.1.0\nVERSION=v1.2.0\n' });
  assert.deepEqual(report, { references: 1, files: 1, findings: [], more: 0, series: [] });
});

test('a line that does not hold it is told with its number, what it reads and what it should', () => {
  const { findings } = check(APP('VERSION='), { f: '\n  VERSION=1.1.9\n' });
  assert.deepEqual(findings, [
    {
      problem: 'other-version',
      dependency: 'app',
      expected: '1.2.0',
      path: 'f',
      line: 2,
      reads: 'VERSION=1.1.9',
      declared: 5,
    },
  ]);
});

test('all that is wrong is told, not only the first', () => {
  const entries = [
    { name: 'a', version: '1.0.0', refPaths: [{ path: 'a' }, { path: 'gone' }] },
    {
      name: 'b',
      version: '2.0.0',
      refPaths: [
        { path: 'a', match: 'b=' },
        { path: 'a', match: '(' },
      ],
    },
  ];
  assert.deepEqual(told(entries, { a: 'a=1.0.1\nb=2.0.1\n' }), [
    'a:1 other-version: a=1.0.1',
    'a:2 other-version: b=2.0.1',
    'gone: no-file: ',
    'a:2 other-version: b=2.0.1',
    'a: bad-pattern: missing closing ): `(`',
  ]);
});

test('a pattern that no line matches is a finding', () => {
  assert.deepEqual(told(APP('NOPE'), { f: '1.2.0\n' }), ['f: no-line: ']);
  assert.deepEqual(told(APP(), { f: '' }), ['f: no-line: ']);
});

test('every line that matches counts, or by the older rule one of them', () => {
  const files = { f: 'V=1.2.0\nV=1.1.0\n' };
  assert.deepEqual(told(APP('V='), files), ['f:2 other-version: V=1.1.0']);
  assert.deepEqual(told(APP('V='), files, 'some'), []);
  assert.deepEqual(told(APP('V='), { f: 'V=1.1.0\nV=1.0.0\n' }, 'some').length, 2);
});

test('without a pattern every line counts that is not blank', () => {
  assert.deepEqual(told(APP(), { f: '1.2.0\n\n  \n' }), []);
  assert.deepEqual(told(APP(), { f: '# of app\n1.2.0\n' }), ['f:1 other-version: # of app']);
});

test('a longer version that holds the expected one is a trap', () => {
  assert.deepEqual(told(APP('V='), { f: 'V=v11.2.0\nV=1.2.0\nV=1.2.0-rc.1 # soon\n' }), [
    'f:1 trap: v11.2.0',
    'f:3 trap: 1.2.0-rc.1',
  ]);
  assert.deepEqual(told(APP('V='), { f: 'V=11.2.0\n' }, 'some'), ['f:1 trap: 11.2.0']);
});

test('a version of the series that is declared holds, and is noted', () => {
  const { findings, series } = check(APP('go ', '1.26'), { f: 'go 1.26.5\n' });
  assert.deepEqual(findings, []);
  assert.deepEqual(series, [
    { dependency: 'app', version: '1.26', path: 'f', line: 1, reads: '1.26.5' },
  ]);
});

test('patterns are those of Go: named groups, escaped blanks, and $ before a carriage return', () => {
  assert.deepEqual(told(APP('V\\ =\\ (?P<major>\\d+)\\.\\d+\\.\\d+$'), { f: 'V = 1.2.0\r\n' }), []);
  assert.deepEqual(told(APP('(?i)version'), { f: 'VERSION 1.2.0' }), []);
  assert.deepEqual(told(APP('V(?=1)'), { f: 'V1.2.0' }), [
    'f: bad-pattern: invalid or unsupported Perl syntax: `(?=`',
  ]);
});

test('thousands of wrong lines do not make thousands of findings', () => {
  const { findings, more } = check(APP('V='), { f: 'V=1\n'.repeat(5_000) });
  assert.deepEqual([findings.length, more], [10, 4_990]);
  assert.deepEqual(told(APP('V='), { f: `V=${'x'.repeat(1_000)}` }), [
    `f:1 other-version: V=${'x'.repeat(118)}…`,
  ]);
});

test('what is too large for its patterns is no answer, neither good nor bad', () => {
  const refPaths = Array.from({ length: 400 }, (_, at) => ({
    path: 'f',
    match: `(?:[a-z]{1,50}${at}){1,3}`,
  }));
  const entries = [{ name: 'a', version: '1', refPaths }];
  assert.throws(
    () => check(entries, { f: `${'x'.repeat(99)}\n`.repeat(10_000) }),
    (error: unknown) => error instanceof RingmasterError && error.code === 'artifact-invalid',
  );
});

test('a pattern that makes backtracking engines stand still takes no time', () => {
  assert.deepEqual(told(APP('(V+)+$'), { f: `${'V'.repeat(50_000)}=1.2.0` }), ['f: no-line: ']);
});
