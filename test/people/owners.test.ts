import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { readOwners } from '../../src/people/owners.ts';

const ALIASES = 'aliases:\n  Leads:\n  - Alice\n  - bob\n';

test('approvers are folded and each counted once', () => {
  const { approvers } = readOwners({
    owners: 'approvers:\n- Alice\n- "@alice"\n- BOB\n',
    aliases: undefined,
  });
  assert.deepEqual(approvers, ['alice', 'bob']);
});

test('an alias stands for its members, whatever its case', () => {
  const { approvers } = readOwners({ owners: 'approvers: [leads, carol]', aliases: ALIASES });
  assert.deepEqual(approvers, ['alice', 'bob', 'carol']);
});

test('reviewers and other keys are not approvers', () => {
  const owners = 'approvers: [alice]\nreviewers: [mallory]\nemeritus_approvers: [bob]\nlabels: [x]';
  assert.deepEqual(readOwners({ owners, aliases: undefined }).approvers, ['alice']);
});

test('of filters those count that the directory itself fits', () => {
  const owners = 'filters:\n  ".*":\n    approvers: [bob]\n  "[.]go$":\n    approvers: [carol]\n';
  assert.deepEqual(readOwners({ owners, aliases: undefined }).approvers, ['bob']);
});

test('the file is named by its path', () => {
  assert.throws(() => readOwners({ owners: '', aliases: undefined, path: 'docs/OWNERS' }), {
    message: 'docs/OWNERS cannot be trusted: it names no approvers',
  });
});

const BOMB = `a: &a [x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b]
approvers: [*c]`;

const BROKEN: readonly (readonly [string, string, string | undefined, RegExp])[] = [
  ['no approvers', 'reviewers: [alice]', undefined, /names no approvers/],
  ['an empty file', '', undefined, /names no approvers/],
  ['a list instead of a map', '- alice', undefined, /no map/],
  ['broken YAML', 'approvers: [alice', undefined, /OWNERS cannot be trusted/],
  ['aliases that unfold without end', BOMB, undefined, /cannot be trusted/],
  [
    'a filter that the directory does not fit',
    'filters: {"[.]go$": {approvers: [alice]}}',
    undefined,
    /names no approvers/,
  ],
  [
    'a filter that no linear matcher reads',
    'filters: {"(?=a)": {approvers: [alice]}}',
    undefined,
    /no pattern of RE2/,
  ],
  ['a number for a login', 'approvers: [12]', undefined, /no login/],
  ['the Kelvin sign in place of a K', 'approvers: ["\u212Aate"]', undefined, /no login/],
  ['a dotless i', 'approvers: ["m\u0131ke"]', undefined, /no login/],
  ['a text where a list belongs', 'approvers: alice', undefined, /no list/],
  [
    'a broken alias file, although no alias is used',
    'approvers: [alice]',
    'aliases: {leads: alice}',
    /no list/,
  ],
  ['an alias file without aliases', 'approvers: [alice]', 'leads: [alice]', /aliases/],
  [
    'an alias member that is no login',
    'approvers: [leads]',
    'aliases: {leads: ["a b"]}',
    /no login/,
  ],
];

for (const [title, owners, aliases, reason] of BROKEN)
  test(`${title} makes nobody an approver`, () => {
    assert.throws(
      () => readOwners({ owners, aliases }),
      (error: unknown) =>
        error instanceof RingmasterError &&
        error.code === 'owners-invalid' &&
        reason.test(error.message),
    );
  });
