import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkList, notUtf8 } from '../../../src/images/check/check-list.ts';
import { exampleDigest } from '../list/example-digest.ts';
import { findingsIn, found, listOf } from './found.ts';

const APP = listOf('"{a1}": ["v1.0.0"]');

test('an empty list is nothing to be told', () => {
  for (const text of ['', '\n', '# No images yet\n', '[]\n', '---\n'])
    assert.deepEqual(found(text), []);
});

test('what nobody said is named as not checked', () => {
  const { unchecked } = checkList({ after: '' });
  assert.deepEqual(unchecked, ['before', 'history', 'production', 'staging', 'manifests']);
  const facts = { history: new Map(), staging: new Map() };
  assert.deepEqual(checkList({ after: '', before: '', facts }).unchecked, [
    'production',
    'manifests',
  ]);
});

for (const [what, list, line] of [
  ['no list', 'name: app\n', 1],
  ['no YAML', `${APP}  "\n`, 4],
  ['two documents', `${APP}---\n${APP}`, 4],
  ['an image that is a text', `${APP}- web\n`, 4],
] as const)
  test(`${what} is an error at its line`, () => {
    assert.deepEqual(
      findingsIn(list).map(({ rule, line }) => ({ rule, line })),
      [{ rule: 'no-list', line }],
    );
  });

test('a key that promoters do not know is an error', () => {
  assert.deepEqual(found(`${APP}  owner: alice\n`), ['4 unknown-key']);
});

test('a key that stands twice is an error', () => {
  assert.deepEqual(found(`${APP}  dmap: {}\n`), ['4 key-twice']);
});

for (const before of ['app: {}\n', '- name: web\n  owner: alice\n- web\n'])
  test(`a list before that cannot be read is an error, and nothing passes for unchanged: ${JSON.stringify(before)}`, () => {
    assert.deepEqual(found(APP, { before }), ['1 before-no-list']);
  });

test('bytes that are no text are an error at their line', () => {
  const { findings, unchecked } = notUtf8(7);
  assert.deepEqual(
    findings.map(({ rule, line, severity }) => ({ rule, line, severity })),
    [{ rule: 'not-utf8', line: 7, severity: 'error' }],
  );
  assert.deepEqual(unchecked, ['before', 'history', 'production', 'staging', 'manifests']);
});

test('messages quote little of what others wrote', () => {
  const [finding] = findingsIn(listOf(`"${exampleDigest('a1')}": ["${'v '.repeat(10_000)}"]`));
  assert.equal(finding?.rule, 'tag-syntax');
  assert.ok(finding.message.length < 200, `${finding.message.length}`);
});

test('names that mean something to JavaScript mean nothing here', () => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    const list = `- name: "${name}"\n  dmap:\n    "{a1}": ["${name}"]\n`;
    assert.ok(found(list, { before: '', facts: { production: new Map() } }).length > 0);
  }
});
