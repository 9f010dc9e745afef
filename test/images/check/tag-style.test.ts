import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, found, listOf } from './found.ts';

const list = (...tags: readonly string[]) =>
  listOf(...tags.map((tag, at) => `"{a${at}}": ["${tag}"]`));

test('the one without "v" among those with it is told, with an example', () => {
  const [finding] = findingsIn(list('v0.1.0', 'v0.2.0', '0.3.0', 'v0.4.0'));
  assert.equal(finding?.rule, 'tag-style');
  assert.equal(finding.line, 5);
  assert.match(
    finding.message,
    /has no "v" in front, where the image otherwise begins with "v", like v0\.4\.0$/,
  );
});

test('where both are used, neither is told', () => {
  assert.deepEqual(found(list('v0.1.0', 'v0.2.0', 'v0.3.0', '0.4.0', '0.5.0')), []);
  assert.deepEqual(found(list('v0.1.0', '0.2.0')), []);
});

test('two numbers among three are told, three among two are not', () => {
  assert.deepEqual(found(list('v0.1.0', 'v0.2.0', 'v0.3.0', 'v0.4')), ['6 tag-style']);
  assert.deepEqual(found(list('v0.1', 'v0.2', 'v0.3', 'v0.4.0')), []);
});

for (const tag of ['vv1.0.0', 'v.1.0.0', 'V1.0.0', 'v-1.0.0'])
  test(`${tag} is a slip in any list`, () => {
    assert.deepEqual(found(list(tag)), ['3 tag-style']);
  });
