import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAliases } from '../../../src/people/owners/aliases.ts';

test('aliases and their members are folded, and each counts once', () => {
  const aliases = readAliases('aliases:\n  Release/Leads:\n  - Alice\n  - "@alice"\n  - BOB\n');
  assert.deepEqual([...aliases], [['release/leads', ['alice', 'bob']]]);
});

test('members may stand in braces, and an alias may be empty', () => {
  const aliases = readAliases('aliases:\n  a: {alice, bob}\n  b: {}\n  c: []\n  d:\n');
  assert.deepEqual(
    [...aliases],
    [
      ['a', ['alice', 'bob']],
      ['b', []],
      ['c', []],
      ['d', []],
    ],
  );
});

for (const text of ['aliases:\n', 'aliases: {}\nx-note: none\n'])
  test(`${JSON.stringify(text)} has no aliases, and is no mistake`, () => {
    assert.deepEqual([...readAliases(text)], []);
  });

test('an alias may bear the name of a part of every object', () => {
  const aliases = readAliases('aliases: {__proto__: [alice], constructor: [bob]}');
  assert.deepEqual(
    [...aliases],
    [
      ['__proto__', ['alice']],
      ['constructor', ['bob']],
    ],
  );
});

const BROKEN: readonly (readonly [string, string, RegExp])[] = [
  ['an empty file', '', /no "aliases:"/],
  ['a file without aliases', 'leads: [alice]', /no "aliases:"/],
  ['an unknown key', 'aliases: {}\nalias: {}', /line 2: .*did you mean "aliases"/],
  ['a text where members belong', 'aliases:\n  leads: alice', /line 2: "leads" is no list/],
  ['an alias in an alias', 'aliases:\n  a:\n    b: [alice]', /line 3: "b" is a member .*itself/],
  ['indentation gone wrong', 'aliases:\n  a:\n    - alice\n    b:\n    - bob', /line 4/],
  ['an alias that stands twice', 'aliases: {a: [alice], a: [bob]}', /"a" twice/],
  ['aliases that differ by case', 'aliases: {a: [alice], A: [bob]}', /the alias "a" twice/],
  ['a name with a Kelvin sign', 'aliases: {"\u212A": [alice]}', /no login on GitHub/],
  ['a member that is no login', 'aliases: {a: [release/leads]}', /"release\/leads" is no login/],
  ['a member that is a number', 'aliases: {a: [1]}', /holds 1,/],
];

for (const [title, text, reason] of BROKEN)
  test(`${title} spoils all aliases`, () => {
    assert.throws(() => readAliases(text), {
      code: 'owners-invalid',
      message: new RegExp(`^OWNERS_ALIASES cannot be trusted: .*${reason.source}`),
    });
  });
