import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, found, listOf } from './found.ts';

test('an image without a digest is told at its name', () => {
  assert.deepEqual(found(`- name: web\n${listOf('"{a1}": ["v1.0.0"]')}`), ['1 no-digests']);
  assert.deepEqual(found('- name: web\n  dmap:\n'), ['1 no-digests']);
});

test('digests without a tag are told once, with their number', () => {
  const findings = findingsIn(listOf('"{a1}": []', '"{b2}": ["v1.0.0"]', '"{c3}": []'));
  assert.deepEqual(
    findings.map(({ rule, line, more }) => ({ rule, line, more })),
    [{ rule: 'no-tags', line: 3, more: 1 }],
  );
});
