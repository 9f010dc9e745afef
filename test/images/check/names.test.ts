import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brief, named, tagged } from '../../../src/images/check/names.ts';
import { exampleDigest } from '../list/example-digest.ts';

test('names, tags and digests are shown plainly', () => {
  assert.equal(tagged('charts/app', 'v1.0.0'), 'charts/app:v1.0.0');
  assert.equal(named('app'), 'app');
  assert.match(brief(exampleDigest('a1')), /^sha256:a10+…$/);
});

test('what is none of them stands in quotes, and not in full where it is long', () => {
  assert.equal(tagged('app', 'v1 0'), '"app:v1 0"');
  assert.equal(named('App'), '"App"');
  assert.equal(brief('sha256:1'), '"sha256:1"');
  assert.ok(named('A'.repeat(500)).length < 100);
});
