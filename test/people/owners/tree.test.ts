import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAliases } from '../../../src/people/owners/aliases.ts';
import { readOwnersFile } from '../../../src/people/owners/owners-file.ts';
import { ownersTree, readPeople, treeOf } from '../../../src/people/owners/tree.ts';

function treeFrom(files: Readonly<Record<string, string>>, options = {}) {
  return ownersTree(new Map(Object.entries(files)), options);
}

test('all files from a path up to the root count together, and are told the nearest first', () => {
  const tree = treeFrom({
    OWNERS: 'approvers: [carol]\nlabels: [root]',
    'src/OWNERS': 'approvers: [leads]\nreviewers: [bob]',
    'src/a/OWNERS': 'required_reviewers: [alice]',
    'docs/OWNERS': 'approvers: [mallory]',
    OWNERS_ALIASES: 'aliases: {leads: [bob, alice]}',
  });
  assert.deepEqual(tree.resolve('src/a/b/c.ts'), {
    approvers: ['alice', 'bob', 'carol'],
    reviewers: ['bob'],
    requiredReviewers: ['alice'],
    labels: ['root'],
    from: ['src/a/OWNERS', 'src/OWNERS', 'OWNERS'],
  });
  assert.deepEqual(tree.layers('src/a/b.ts', 'approvers'), [
    { file: 'src/OWNERS', names: ['bob', 'alice'] },
    { file: 'OWNERS', names: ['carol'] },
  ]);
});

test('a path that is a directory has the owners of its own file too', () => {
  const tree = treeFrom({ 'src/OWNERS': 'approvers: [alice]' });
  assert.deepEqual(tree.resolve('src').approvers, ['alice']);
  assert.deepEqual(tree.resolve('src/').approvers, ['alice']);
  assert.deepEqual(tree.resolve('.').approvers, []);
});

test('no_parent_owners ends the way for each list by itself, once it has somebody', () => {
  const tree = treeFrom({
    OWNERS: 'approvers: [alice]\nreviewers: [bob]\nlabels: [root]',
    'a/OWNERS': 'options: {no_parent_owners: true}\napprovers: [carol]\nlabels: [a]',
  });
  assert.deepEqual(tree.resolve('a/x'), {
    approvers: ['carol'],
    reviewers: ['bob'],
    requiredReviewers: [],
    labels: ['a'],
    from: ['a/OWNERS', 'OWNERS'],
  });
});

test('a file that only ends the way does so for what was found below, and is told', () => {
  const tree = treeFrom({
    OWNERS: 'approvers: [alice]',
    'a/OWNERS': 'options: {no_parent_owners: true}',
    'a/b/OWNERS': 'approvers: [bob]',
  });
  assert.deepEqual(tree.resolve('a/b/x').approvers, ['bob']);
  assert.deepEqual(tree.resolve('a/b/x').from, ['a/b/OWNERS', 'a/OWNERS']);
  assert.deepEqual(tree.resolve('a/x').approvers, ['alice']);
});

test('filters see the path from their own directory, and match anywhere in it', () => {
  const tree = treeFrom({
    'a/OWNERS':
      'filters:\n  "^b/": {approvers: [alice]}\n  "a": {approvers: [bob]}\n' +
      '  "[.]go$": {approvers: [carol]}\n  "(?i)^readme": {labels: [docs]}\n  "^[.]$": {labels: [self]}\n',
  });
  assert.deepEqual(tree.resolve('a/b/x.go').approvers, ['alice', 'carol']);
  assert.deepEqual(tree.resolve('a/c/bar').approvers, ['bob']);
  assert.deepEqual(tree.resolve('a/README.md').labels, ['docs']);
  assert.deepEqual(tree.resolve('a').labels, ['self']);
  assert.deepEqual(tree.resolve('a/x.gone').from, []);
});

test('a filter that would take a backtracking matcher years is matched at once', () => {
  const tree = treeFrom({ OWNERS: 'filters: {"^(a+)+$": {approvers: [alice]}}' });
  const began = performance.now();
  assert.deepEqual(tree.resolve(`${'a'.repeat(4_000)}/b`).approvers, []);
  assert.deepEqual(tree.resolve('a'.repeat(4_000)).approvers, ['alice']);
  assert.ok(performance.now() - began < 2_000);
});

test('directories that are not the project’s own have no owners, however broken they are', () => {
  const tree = treeFrom({
    'vendor/OWNERS': 'approvers: [alice]',
    'vendor/x/OWNERS': 'approvers: [bob]',
    'vendor/x/y/OWNERS': 'approvers: [mallory',
    'build_output/x/OWNERS': '- mallory',
    'a/.git/OWNERS': 'approvers: [mallory]',
  });
  assert.deepEqual(tree.resolve('vendor/x/y/z/f').approvers, ['alice', 'bob']);
  assert.deepEqual(tree.resolve('build_output/x/f').approvers, []);
  assert.deepEqual(tree.resolve('a/.git/hooks').approvers, []);
});

test('what is denied may be said otherwise, by patterns of RE2', () => {
  const files = { 'vendor/a/b/OWNERS': 'approvers: [alice]', 'c/OWNERS': 'approvers: [bob]' };
  const tree = treeFrom(files, { denied: ['^c$'] });
  assert.deepEqual(tree.resolve('vendor/a/b/f').approvers, ['alice']);
  assert.deepEqual(tree.resolve('c/d').approvers, []);
  assert.throws(() => treeFrom(files, { denied: ['('] }), { code: 'settings-invalid' });
});

test('where collaborators are known, others are no approvers and do not end the way', () => {
  const files = {
    OWNERS: 'approvers: [alice]',
    'a/OWNERS':
      'options: {no_parent_owners: true}\napprovers: [mallory]\nrequired_reviewers: [mallory]',
  };
  const tree = treeFrom(files, { collaborators: new Set(['alice']) });
  assert.deepEqual(tree.resolve('a/x').approvers, ['alice']);
  assert.deepEqual(tree.resolve('a/x').requiredReviewers, ['mallory']);
  assert.deepEqual(treeFrom(files).resolve('a/x').approvers, ['mallory']);
});

test('a Markdown file may name its own owners, where that is wanted', () => {
  const files = {
    OWNERS: 'approvers: [alice]',
    'docs/OWNERS': 'approvers: [carol]',
    'docs/a.md': '---\ntitle: Hello\napprovers: [Bob]\n---\n\nText\n\n---\n\nMore\n',
    'docs/b.md': 'Text\n---\napprovers: [mallory]\n---\n',
    'docs/c.md': '---\r\noptions: {no_parent_owners: true}\r\napprovers: [bob]\r\n---\r\n',
    'docs/d.md': '---\napprovers: [mallory]\n',
    'docs/e.md': '---\n---\nText\n',
  };
  const tree = treeFrom(files, { markdown: true });
  const owned = tree.resolve('docs/a.md');
  assert.deepEqual(owned.approvers, ['alice', 'bob', 'carol']);
  assert.deepEqual(owned.from, ['docs/a.md', 'docs/OWNERS', 'OWNERS']);
  assert.deepEqual(tree.resolve('docs/c.md').approvers, ['bob']);
  for (const path of ['docs/b.md', 'docs/d.md', 'docs/e.md', 'docs/a.md/x.md'])
    assert.ok(!tree.resolve(path).approvers.includes('mallory'), path);
  assert.deepEqual(treeFrom(files).resolve('docs/a.md').approvers, ['alice', 'carol']);
});

test('a broken file spoils the paths below it, and no others', () => {
  const tree = treeFrom({ OWNERS: 'approvers: [alice]', 'a/OWNERS': 'approvers: alice' });
  assert.throws(() => tree.resolve('a/b/c'), { code: 'owners-invalid', message: /^a\/OWNERS / });
  assert.throws(() => tree.layers('a/b', 'labels'), /a\/OWNERS/);
  assert.deepEqual(tree.resolve('b/c').approvers, ['alice']);
});

test('a file above one that ends the way is not asked', () => {
  const tree = treeFrom({
    OWNERS: 'approvers: alice',
    'a/OWNERS':
      'options: {no_parent_owners: true}\napprovers: [alice]\nreviewers: [bob]\n' +
      'required_reviewers: [bob]\nlabels: [a]',
  });
  assert.deepEqual(tree.resolve('a/x').approvers, ['alice']);
});

test('broken aliases spoil every path, and a name that is neither alias nor login its own', () => {
  const files = { OWNERS: 'approvers: [alice]', 'a/OWNERS': 'reviewers: [release/leads]' };
  const broken = treeFrom({ ...files, OWNERS_ALIASES: 'aliases: {a: b}' });
  assert.throws(() => broken.resolve('x'), /^RingmasterError: OWNERS_ALIASES/);
  const missing = treeFrom(files);
  assert.throws(
    () => missing.resolve('a/x'),
    /a\/OWNERS.*"release\/leads" is no alias, and no login/,
  );
  assert.deepEqual(missing.resolve('x').approvers, ['alice']);
});

test('aliases of a directory mean nothing', () => {
  const tree = treeFrom({
    'a/OWNERS': 'approvers: [leads]',
    'a/OWNERS_ALIASES': 'aliases: {leads: [mallory]}',
  });
  assert.deepEqual(tree.resolve('a/x').approvers, ['leads']);
});

for (const path of ['../a', 'a/../../b', 'a/..', '/etc/passwd', 'a\0b', 'a/'.repeat(3_000)])
  test(`${JSON.stringify(path.slice(0, 20))} is no path of a repository`, () => {
    const tree = treeFrom({ OWNERS: 'approvers: [alice]' });
    assert.throws(() => tree.resolve(path), { code: 'owners-invalid', message: /no path/ });
  });

test('files that were read before serve for several trees', () => {
  const file = readOwnersFile('approvers: [leads]', 'a/OWNERS');
  const tree = (aliases: string) =>
    treeOf(new Map([['a/OWNERS', file]]), readAliases(aliases)).resolve('a/x').approvers;
  assert.deepEqual(tree('aliases: {leads: [alice]}'), ['alice']);
  assert.deepEqual(tree('aliases: {leads: [bob]}'), ['bob']);
  assert.equal(readPeople('a/README.md', '---\napprovers: [alice]\n---\n'), undefined);
});
