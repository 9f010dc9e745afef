import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHeader, readOwnersFile } from '../../../src/people/owners/owners-file.ts';

const EMPTY = { approvers: [], reviewers: [], requiredReviewers: [], labels: [] };

test('the simple form is one rule for every path', () => {
  const text =
    'approvers: [Alice, "@BOB", Release-Leads]\nreviewers: [carol]\nrequired_reviewers: [bob]\n' +
    'labels: [Area/Docs]\noptions: {auto_approve_unowned_subfolders: true}\n';
  assert.deepEqual(readOwnersFile(text, 'OWNERS'), {
    rules: [
      {
        filter: undefined,
        approvers: ['alice', 'bob', 'release-leads'],
        reviewers: ['carol'],
        requiredReviewers: ['bob'],
        labels: ['Area/Docs'],
      },
    ],
    noParentOwners: false,
    autoApproveUnownedSubfolders: true,
  });
});

test('each filter is a rule, and the one for everything needs no pattern', () => {
  const text =
    'options: {no_parent_owners: true}\n' +
    'filters:\n  ".*": {approvers: [alice]}\n  "[.]md$": {labels: [docs]}\n';
  const { rules, noParentOwners } = readOwnersFile(text, 'OWNERS');
  assert.equal(noParentOwners, true);
  assert.deepEqual(
    rules.map(({ filter, approvers, labels }) => [filter?.source, approvers, labels]),
    [
      [undefined, ['alice'], []],
      ['[.]md$', [], ['docs']],
    ],
  );
});

test('where a file has both forms the filters do not count', () => {
  const { rules } = readOwnersFile(
    'labels: [docs]\nfilters: {".*": {approvers: [mallory]}}',
    'OWNERS',
  );
  assert.deepEqual(rules, [{ ...EMPTY, filter: undefined, labels: ['docs'] }]);
});

test('where the simple form is there and empty the filters count', () => {
  const { rules } = readOwnersFile(
    'approvers: []\nreviewers:\nfilters: {".*": {approvers: [alice]}}',
    'OWNERS',
  );
  assert.deepEqual(rules, [{ ...EMPTY, filter: undefined, approvers: ['alice'] }]);
});

for (const text of ['', '# nobody yet\n', 'emeritus_approvers: [bob]\nx-note: {a: [1]}\n'])
  test(`${JSON.stringify(text)} names nobody, and is no mistake`, () => {
    assert.deepEqual(
      readOwnersFile(text, 'OWNERS').rules.flatMap(({ approvers }) => approvers),
      [],
    );
  });

test('a byte order mark and Windows line ends do not matter', () => {
  const { rules } = readOwnersFile('\uFEFFapprovers:\r\n- alice\r\nlabels:\r\n- x\r\n', 'OWNERS');
  assert.deepEqual(rules, [{ ...EMPTY, filter: undefined, approvers: ['alice'], labels: ['x'] }]);
});

test('a part of the file may refer to another one', () => {
  const { rules } = readOwnersFile('approvers: &all [alice]\nreviewers: *all', 'OWNERS');
  assert.deepEqual(rules[0]?.reviewers, ['alice']);
});

const BROKEN: readonly (readonly [string, string, RegExp])[] = [
  [
    'a misspelled key',
    'labels: []\naprovers: [alice]',
    /line 2: .*"aprovers"; did you mean "approvers"\?/,
  ],
  ['an option at the top', 'no_parent_owners: true', /line 1: it has the unknown key/],
  ['a misspelled option', 'options: {no_parent_owner: true}', /did you mean "no_parent_owners"/],
  ['a key of another case', 'Approvers: [alice]', /did you mean "approvers"/],
  ['an unknown key in a filter', 'filters: {".*": {owners: [alice]}}', /unknown key "owners"/],
  [
    'a key that stands twice',
    'approvers: [alice]\napprovers: [bob]',
    /line 2: .*"approvers" twice/,
  ],
  ['a filter that stands twice', 'filters: {"a": {}, "a": {}}', /twice/],
  [
    'a pattern that is none',
    'filters:\n  "(":\n    labels: [x]',
    /line 2: .*RE2: missing closing \)/,
  ],
  ['a look-ahead', 'filters: {"a(?!b)": {labels: [x]}}', /no pattern of RE2/],
  ['a broken filter that would not count', 'approvers: [alice]\nfilters: {"[": {}}', /RE2/],
  ['filters without end', `filters: {${many(51, (n) => `"a${n}": {}`)}}`, /more than 50 filters/],
  ['a yes of YAML 1.1', 'options: {no_parent_owners: yes}', /neither true nor false/],
  ['options as a list', 'options: [no_parent_owners]', /"options" is no map/],
  ['filters as a list', 'filters: [a]', /"filters" is no map/],
  ['a map in a list', 'approvers: [{alice: bob}]', /"approvers" holds a map/],
  ['a list in a list', 'approvers: [[alice]]', /holds a list/],
  ['nothing in a list', 'approvers:\n-\n- alice', /line 2: "approvers" holds null/],
  ['an empty text in a list', 'labels: [""]', /holds an empty text/],
  ['a number for a login', 'approvers: [1234]', /holds 1234, .*quotation marks/],
  ['a number for a label', 'labels: [1.30]', /holds 1.3, /],
  ['a login with a letter from elsewhere', 'reviewers: ["\u0430lice"]', /no login on GitHub/],
  ['a key that is no text', '1: [alice]', /a key that is no text/],
  ['two documents', 'approvers: [alice]\n---\napprovers: [bob]', /more than one document/],
  ['an unknown tag', 'approvers: [!who alice]', /Unresolved tag/],
  [
    'a reference to nothing',
    'approvers: *nobody',
    /line 1: it refers to "nobody", which is nowhere/,
  ],
  ['references without end', `a: &a [x]\nx-b: [${many(60, () => '*a')}]\n`, /unknown key "a"/],
  [
    'many references',
    `x-a: &a [bob]\nfilters:\n${many(50, (n) => `  "${n}": {labels: *a, approvers: *a}`, '\n')}`,
    /more than 50 references/,
  ],
  ['a file beyond the bound', `# ${'x'.repeat(65_536)}`, /more than 65536 characters/],
  ['brackets that never close', '['.repeat(60_000), /Maximum call stack/],
];

for (const [title, text, reason] of BROKEN)
  test(`${title} spoils the file`, () => {
    assert.throws(() => readOwnersFile(text, 'src/OWNERS'), {
      code: 'owners-invalid',
      message: new RegExp(`^src/OWNERS cannot be trusted: .*${reason.source}`),
    });
  });

for (const [what, text] of [
  ['name', `approvers: ["${'\u0130'.repeat(60_000)}"]`],
  ['key', `${'x'.repeat(1_000)}: []`],
  ['tag', `approvers: [!${'x'.repeat(60_000)} alice]`],
  ['reference', `approvers: *${'x'.repeat(60_000)}`],
] as const)
  test(`a ${what} of any length is shown in part`, () => {
    assert.throws(
      () => readOwnersFile(text, 'OWNERS'),
      ({ message }: Error) => message.length < 260,
    );
  });

test('the header of a Markdown file belongs to others too', () => {
  const { rules } = readHeader('title: Hello\napprovers: [alice]\nfilters: 1\n', 'a.md');
  assert.deepEqual(rules, [{ ...EMPTY, filter: undefined, approvers: ['alice'] }]);
  assert.throws(() => readHeader('approvers: alice', 'a.md'), /a\.md cannot be trusted/);
});

function many(count: number, write: (n: number) => string, between = ', '): string {
  return Array.from({ length: count }, (_, n) => write(n)).join(between);
}
