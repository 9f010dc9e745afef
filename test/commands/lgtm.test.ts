import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../src/domain/journal.ts';
import { say } from '../../src/domain/prose.ts';
import { needsYou } from '../../src/domain/verdict.ts';
import { at, OWNERS, said } from '../support/hearing.ts';
import { ALICE, BOB, CAROL, MALLORY, step } from '../support/release.ts';

const DOCS = step('docs', { verb: 'approve', uses: 'approve', options: { group: 'writers' } });
const PUBLISH = step('github-release', { verb: 'publish', by: 'owners' });

const CASES: readonly (readonly [string, string, typeof BOB, readonly string[], string])[] = [
  ['agrees in the one step that asks', '/lgtm', BOB, ['approve owners'], '+1'],
  ['keeps the note', '/LGTM ran the tests', BOB, ['approve owners (ran the tests)'], '+1'],
  ['is the same as /approve', '/approve', BOB, ['approve owners'], '+1'],
  ['can name the step', '/approve owners fine by me', BOB, ['approve owners (fine by me)'], '+1'],
  ['can be taken back', '/lgtm cancel', BOB, ['cancel owners'], '+1'],
  ['can be taken back in the manner of Prow', '/remove-lgtm', BOB, ['cancel owners'], '+1'],
  ['of a stranger is heard, and marked as such', '/lgtm', MALLORY, ['approve owners'], 'eyes'],
  [
    'of whoever cut the candidate is heard, and marked as such',
    '/lgtm',
    ALICE,
    ['approve owners'],
    'eyes',
  ],
];
for (const [title, body, by, deeds, face] of CASES)
  test(title, async () => {
    const [heard] = await said(body, by);
    assert.deepEqual([heard?.deeds, heard?.face], [deeds, face]);
  });

test('of several steps means those of the speaker, and never a stranger’s choice', async () => {
  const several = at([OWNERS, DOCS]);
  assert.deepEqual((await said('/lgtm', BOB, several))[0]?.deeds, ['approve owners']);
  assert.deepEqual((await said('/lgtm', CAROL, several))[0]?.deeds, ['approve docs']);
  const [stranger] = await said('/lgtm', MALLORY, several);
  assert.deepEqual(stranger?.deeds, []);
  assert.match(stranger?.reply ?? '', /name one: owners or docs/);
  assert.deepEqual((await said('/lgtm docs', MALLORY, several))[0]?.deeds, ['approve docs']);
});

test('asks for nothing where no step asks for anybody', async () => {
  const [heard] = await said('/lgtm', BOB, at([]));
  assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused']);
});

test('agrees to a draft that waits for it, and the one who cut the candidate may', async () => {
  const verdict: JournalEvent = {
    kind: 'verdict',
    candidate: 1,
    step: 'github-release',
    verdict: needsYou(say`draft`),
    data: {},
  };
  const drafted = at([PUBLISH], [verdict]);
  const [heard] = await said('/approve github-release', ALICE, drafted);
  assert.deepEqual([heard?.deeds, heard?.face], [['approve github-release'], '+1']);
});

test('refuses to agree to a publication that asks for nobody yet, rather than mean another step', async () => {
  const [heard] = await said('/approve github-release', BOB, at([OWNERS, PUBLISH]));
  assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused']);
  assert.match(heard?.reply ?? '', /github-release asks for nobody's agreement just now/);
});

test('in a later ring still takes back, or gives, what was agreed to in an earlier one', async () => {
  const inShip = at([OWNERS], [{ kind: 'ring', candidate: 1, ring: 'ship' }]);
  assert.equal(inShip.decision.ring, 1);
  for (const [body, deed] of [
    ['/lgtm cancel', 'cancel owners'],
    ['/lgtm', 'approve owners'],
  ] as const) {
    const [heard] = await said(body, BOB, inShip);
    assert.deepEqual([heard?.deeds, heard?.face], [[deed], '+1']);
  }
});

for (const note of [
  ...[
    'not yet',
    'no',
    'No, wait',
    'nope',
    'never',
    "don't merge",
    'don’t ship',
    'dont',
    'do not ship',
  ],
  ...[
    'can’t say',
    'cannot say',
    'isn’t ready',
    '**not** yet',
    '… not yet',
    '"no"',
    '-1',
    'cancelled',
  ],
])
  test(`does not agree with the note ${note}, and says what to say instead`, async () => {
    for (const body of [`/lgtm ${note}`, `/approve owners ${note}`]) {
      const [heard] = await said(body);
      assert.deepEqual([heard?.deeds, heard?.face], [[], 'confused'], body);
      assert.match(
        heard?.reply ?? '',
        /does not count.*To agree, say \/(lgtm|approve),.* cancel; to object, \/reject because …$/,
      );
    }
  });

for (const note of [
  'but mind the docs',
  'notes read',
  'nothing to add',
  'nodes upgraded',
  '+1 from me',
])
  test(`agrees with the note ${note}`, async () => {
    assert.deepEqual((await said(`/lgtm ${note}`))[0]?.deeds, [`approve owners (${note})`]);
  });

test('is taken back whatever follows the word for it', async () => {
  for (const body of ['/lgtm cancel, not ready', '/lgtm Cancel that', '/remove-lgtm not ready'])
    assert.deepEqual((await said(body))[0]?.deeds, ['cancel owners'], body);
});
