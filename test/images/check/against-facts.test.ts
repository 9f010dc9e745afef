import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Facts } from '../../../src/images/check/facts.ts';
import { exampleDigest } from '../list/example-digest.ts';
import { findingsIn, found, listOf } from './found.ts';

const A = exampleDigest('a1');
const B = exampleDigest('b2');
const LIST = listOf('"{a1}": ["v1.0.0"]');

const byImage = <T>(tag: string, value: T) => new Map([['app', new Map([[tag, value]])]]);
const staging = (tags: Readonly<Record<string, string>>, ...digests: string[]) =>
  new Map([['app', { tags: new Map(Object.entries(tags)), digests: new Set(digests) }]]);

const AGREEING: Facts = {
  history: byImage('v1.0.0', [A]),
  production: byImage('v1.0.0', A),
  staging: staging({ 'v1.0.0': A }, A),
};

test('a list with which everything agrees has nothing to be told', () => {
  assert.deepEqual(found(LIST, { facts: AGREEING }), []);
});

test('a tag that had another digest in history was moved', () => {
  const facts = { history: byImage('v1.0.0', [B, A]) };
  const [finding] = findingsIn(LIST, { facts });
  assert.equal(finding?.rule, 'tag-moved');
  assert.match(finding.message, /^app:v1\.0\.0 has been sha256:b2\w+… in this list before/);
});

test('a tag that production has on another digest was moved', () => {
  assert.deepEqual(found(LIST, { facts: { production: byImage('v1.0.0', B) } }), ['3 tag-moved']);
});

test('a tag that production does not have yet is as it should be', () => {
  assert.deepEqual(found(LIST, { facts: { production: byImage('v0.9.0', B) } }), []);
  assert.deepEqual(found(LIST, { facts: { production: new Map([['app', new Map()]]) } }), []);
});

test('a digest that staging does not hold is an error', () => {
  assert.deepEqual(found(LIST, { facts: { staging: staging({}, B) } }), ['3 not-in-staging']);
});

test('a digest whose tag staging has on another one by now is told', () => {
  const facts = { staging: staging({ 'v1.0.0': B }, A, B) };
  assert.deepEqual(found(LIST, { facts }), ['3 staged-otherwise']);
});

for (const kind of ['production', 'staging', 'manifests'] as const)
  test(`an image of which "${kind}" is silent is told, and not taken to be right`, () => {
    const [finding] = findingsIn(LIST, { facts: { [kind]: new Map() } });
    assert.equal(finding?.rule, 'not-looked-up');
    assert.match(finding.message, new RegExp(`^the facts say nothing about app in "${kind}"$`));
  });

test('with a list before, the facts judge only what was added', () => {
  const facts = { staging: staging({}, B) };
  assert.deepEqual(found(LIST, { before: LIST, facts }), []);
  const longer = listOf('"{a1}": ["v1.0.0"]', '"{c3}": ["v1.1.0"]');
  assert.deepEqual(found(longer, { before: LIST, facts }), ['4 not-in-staging']);
});
