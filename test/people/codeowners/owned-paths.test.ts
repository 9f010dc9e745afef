import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ownedPaths } from '../../../src/people/codeowners/owned-paths.ts';

/** A pattern, paths that it means, and paths that it does not. */
const MEANT: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['*', ['a', 'a/b/c.js', '.hidden', 'a\nb'], []],
  ['/*', ['a', '.hidden'], ['a/b']],
  ['**', ['a', 'a/b'], []],
  ['*.js', ['x.js', 'a/b/x.js', '.js', 'x.js/y'], ['x.jsx', 'x_js']],
  ['/*.js', ['x.js'], ['a/x.js']],
  ['docs', ['docs', 'docs/a/b', 'a/docs', 'a/docs/b'], ['docs2', 'mydocs/a']],
  ['docs/', ['docs/a', 'docs/a/b', 'x/docs/a'], ['docs', 'docs2/a']],
  ['/docs/', ['docs/a', 'docs/a/b'], ['docs', 'x/docs/a']],
  ['/docs', ['docs', 'docs/a/b'], ['x/docs', 'docs.md']],
  ['docs/*', ['docs/a.md', 'docs/.b'], ['docs/a/b.md', 'x/docs/a.md', 'docs']],
  ['docs/**', ['docs/a', 'docs/a/b'], ['docs', 'x/docs/a']],
  ['docs/*.md', ['docs/a.md'], ['docs/a/b.md', 'x/docs/a.md']],
  ['docs/**/*.md', ['docs/a.md', 'docs/a/b/c.md'], ['docs/a', 'x/docs/a.md']],
  ['**/logs', ['logs', 'logs/a', 'a/b/logs/c'], ['a/logs2', 'mylogs']],
  ['/build/logs/', ['build/logs/a/b'], ['x/build/logs/a', 'build/logs']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b/z'], ['ab', 'a/xb']],
  ['a/*/b', ['a/x/b', 'a/x/b/c'], ['a/b', 'a/x/y/b']],
  ['foo*', ['foo', 'foobar', 'foobar/x', 'a/foo1'], ['xfoo']],
  ['a?c', ['abc', 'x/a.c/d', 'a\u{1F600}c'], ['ac', 'a/c', 'abbc']],
  ['a**b', ['ab', 'axxb'], ['a/b']],
  ['a\\ b', ['a b', 'x/a b/c'], ['a', 'a\\ b']],
  ['a\\*b', ['a*b'], ['axb']],
  ['(a+)+$', ['(a+)+$'], ['a', 'aa']],
  ['a.b', ['a.b'], ['axb']],
  ['**/', ['a/b', 'a/b/c'], ['a']],
  ['A', ['A'], ['a']],
];

for (const [pattern, meant, others] of MEANT)
  test(`${pattern} means ${meant.join(', ').replaceAll('\n', ' ')}`, () => {
    const paths = ownedPaths(pattern);
    assert.ok(typeof paths !== 'string', String(paths));
    assert.deepEqual(
      meant.filter((path) => !paths.isIn(path)),
      [],
    );
    assert.deepEqual(
      others.filter((path) => paths.isIn(path)),
      [],
    );
  });

const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['!docs', /taken back/],
  ['\\#file', /cannot begin with "#"/],
  ['[ab].js', /range/],
  ['app/[id]', /range/],
  ['a\\', /backslash/],
  ['a//b', /empty part/],
  ['/', /empty part/],
  ['a'.repeat(600), /is no pattern: .*too large/],
];

for (const [pattern, reason] of REFUSED)
  test(`${pattern.slice(0, 20)} is refused`, () => {
    assert.match(String(ownedPaths(pattern)), reason);
  });

test('a pattern made to lead astray is matched at once', { timeout: 10_000 }, () => {
  const paths = ownedPaths(`${'a*'.repeat(30)}b`);
  assert.ok(typeof paths !== 'string');
  assert.equal(paths.isIn('a'.repeat(60_000)), false);
});

test('any pattern is read or refused', () => {
  const piece = fc.constantFrom(
    '*',
    '**',
    '?',
    '/',
    'a',
    '.',
    '\\',
    ' ',
    '[',
    '#',
    '!',
    '(',
    '$',
    '\u{1F600}',
    '\uD83D',
  );
  const pattern = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(pattern, fc.string(), (written, path) => {
      const paths = ownedPaths(written);
      if (typeof paths !== 'string') assert.equal(typeof paths.isIn(path), 'boolean');
      else assert.doesNotMatch(paths, /is no pattern/);
    }),
  );
});
