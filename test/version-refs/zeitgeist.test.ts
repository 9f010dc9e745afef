import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zeitgeistVerdict } from '../../src/version-refs/zeitgeist.ts';
import { declaring } from './declared.ts';

const one = (match: string | undefined, version = '1.2.3') =>
  declaring([{ name: 'a', version, refPaths: [{ path: 'f', ...(match ? { match } : {}) }] }]);

const CASES = [
  ['a version that holds', one('V='), 'V=1.2.3', 'ok', 'ok'],
  ['a part of a longer version', one('V='), 'V=11.2.34', 'ok', 'ok'],
  ['a second line that is wrong', one('V='), 'V=1.2.3\nV=2', 'out-of-sync', 'ok'],
  ['no pattern', one(undefined), '# x\n1.2.3\n', 'invalid', 'ok'],
  ['no line', one('W='), 'V=1.2.3', 'out-of-sync', 'out-of-sync'],
  ['a broken pattern', one('('), 'V=1.2.3', 'bad-pattern', 'bad-pattern'],
  ['a file that is not there', one('V='), undefined, 'no-file', 'no-file'],
  ['an unknown key', 'dependencies: [{nme: a}]', '', 'invalid', 'invalid'],
  ['nothing declared', 'dependencies: []', '', 'ok', 'ok'],
] as const;

for (const [title, text, file, now, before] of CASES)
  test(`${title}: ${now}, and ${before} up to 0.5.4`, () => {
    const files = new Map(file === undefined ? [] : [['f', file]]);
    assert.equal(zeitgeistVerdict(text, files), now);
    assert.equal(zeitgeistVerdict(text, files, '0.5.4'), before);
  });

test('the first dependency that is wrong decides', () => {
  const text = declaring([
    { name: 'a', version: '1', refPaths: [{ path: 'f', match: 'x' }] },
    { name: 'b', version: '1', refPaths: [{ path: 'gone', match: 'x' }] },
  ]);
  assert.equal(zeitgeistVerdict(text, new Map([['f', 'x 2']])), 'out-of-sync');
});
