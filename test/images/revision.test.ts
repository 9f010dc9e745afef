import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abbreviates, agreedRevision, revisionIn } from '../../src/images/revision.ts';

const COMMIT = '3f9c2ab'.padEnd(40, '0');
const OTHER = '7d01e44'.padEnd(40, '0');
const KEY = 'org.opencontainers.image.revision';

for (const text of ['', ' ', '\n'])
  test(`a label of ${JSON.stringify(text)} names no commit`, () => {
    assert.equal(revisionIn({ [KEY]: text }), undefined);
  });

test('a label names the commit without the blanks around it', () => {
  assert.equal(revisionIn({ [KEY]: ` ${COMMIT}\n` }), COMMIT);
  assert.equal(revisionIn({}), undefined);
});

for (const [text, expected] of [
  ['3f9c2ab', true],
  [COMMIT.slice(0, 39), true],
  [COMMIT, false],
  ['3f9c2a', false],
  ['7d01e44', false],
  [`${COMMIT}-dirty`, false],
  ['', false],
] as const)
  test(`"${text}" is ${expected ? 'the commit cut short' : 'no short form of the commit'}`, () => {
    assert.equal(abbreviates(text, COMMIT), expected);
  });

test('claims agree where all of them begin the same commit, which is told in full', () => {
  for (const claims of [[COMMIT], [undefined, COMMIT, COMMIT], ['3f9c2ab', COMMIT, undefined]])
    assert.deepEqual(agreedRevision(claims), { revision: COMMIT, fault: undefined });
  assert.deepEqual(agreedRevision([undefined]), { revision: undefined, fault: undefined });
});

for (const claims of [
  [COMMIT, OTHER],
  [OTHER, undefined, COMMIT],
  ['3f9c2ab', OTHER],
  [COMMIT, 'main'],
])
  test(`${claims.join(' and ')} do not agree`, () => {
    assert.match(agreedRevision(claims).fault ?? '', /built from [0-9a-f]{40}, and from/);
  });
