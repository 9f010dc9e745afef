import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldLogin, isLogin } from '../../src/domain/login.ts';

/** Every character there is, but for halves of pairs. */
function* characters(): Generator<string> {
  for (let point = 0; point <= 0x10ffff; point += 1)
    if (point < 0xd800 || point > 0xdfff) yield String.fromCodePoint(point);
}

test('a login is ASCII: no character counts that only looks or folds like a letter of it', () => {
  const accepted = [...characters()].filter((char) => isLogin(`a${char}b`)).join('');
  assert.equal(accepted, '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
});

test('folding changes 26 letters and no other character', () => {
  const changed = [...characters()].filter((char) => foldLogin(char) !== char).join('');
  assert.equal(changed, '@ABCDEFGHIJKLMNOPQRSTUVWXYZ');
});

const NONE = [
  '',
  '-a',
  'a-',
  'a--b',
  '_a',
  'a_',
  'a__b',
  'a_b_c',
  'a b',
  'a'.repeat(40),
  '@alice',
  'alice\n',
];

for (const login of NONE)
  test(`${JSON.stringify(login)} is no login`, () => assert.equal(isLogin(login), false));

for (const login of ['a', 'A-1', 'a-b_acme', 'a'.repeat(39)])
  test(`${JSON.stringify(login)} is a login`, () => assert.ok(isLogin(login)));
