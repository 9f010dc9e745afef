import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Approvers, tallyComments } from '../../../src/votes/comment/thread.ts';
import type { Comment } from '../../../src/votes/comment/versions.ts';

const LOGINS = new Map([
  [1, 'alice'],
  [2, 'bob'],
  [3, 'carol'],
]);
const APPROVERS: Approvers = { logins: LOGINS, min: 2 };

function comment(id: number, userId: number, body: string, more: Partial<Comment> = {}): Comment {
  const login = LOGINS.get(userId) ?? 'mallory';
  const at = { createdAt: id * 1000, isBot: false, isEdited: false, isDeleted: false };
  return { id: String(id), userId, login, body, ...at, ...more };
}

function yes(comments: readonly Comment[]): readonly string[] {
  const { opinions } = tallyComments(comments, APPROVERS);
  return opinions
    .filter(({ says, isBinding }) => says === 'yes' && isBinding)
    .map(({ login }) => login);
}

const WORDS = [
  '/lgtm',
  '/lgtm cancel',
  '/reject it loses data',
  'nice',
  '/vote +1',
  '/vote -1 no',
  '/hold',
];

/** Comments of three approvers and a stranger, oldest first. */
const discussions = fc
  .array(fc.record({ userId: fc.integer({ min: 1, max: 4 }), body: fc.constantFrom(...WORDS) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((said) => said.map(({ userId, body }, index) => comment(index + 1, userId, body)));

function onlyLess(before: readonly Comment[], after: readonly Comment[]): void {
  const known = new Set(yes(before));
  for (const login of yes(after)) assert.ok(known.has(login), `${login} agrees now`);
  const passed = (comments: readonly Comment[]) => tallyComments(comments, APPROVERS).hasPassed;
  assert.ok(passed(before) || !passed(after));
}

test('no edit and no deletion adds support, whatever the words become', () => {
  const change = fc.record({
    index: fc.nat(),
    body: fc.constantFrom(...WORDS),
    isDeleted: fc.boolean(),
  });
  fc.assert(
    fc.property(discussions, change, (before, { index, body, isDeleted }) => {
      const at = index % before.length;
      const after = before.map((each, place) =>
        place !== at
          ? each
          : { ...each, originalBody: each.body, body, isEdited: !isDeleted, isDeleted },
      );
      onlyLess(before, after);
    }),
    { numRuns: 2000 },
  );
});

test('neither the order of deliveries nor their repetition changes anything', () => {
  fc.assert(
    fc.property(discussions, fc.array(fc.nat(), { maxLength: 12 }), (comments, again) => {
      const repeated = again.flatMap((index) => comments[index % comments.length] ?? []);
      const shuffled = [...repeated, ...comments.toReversed()];
      assert.deepEqual(yes(shuffled).toSorted(), yes(comments).toSorted());
    }),
    { numRuns: 1000 },
  );
});

test('a login proves nothing: who takes the name of an approver is no approver', () => {
  fc.assert(
    fc.property(discussions, (before) => {
      const forged = comment(99, 9, '/lgtm', { login: 'alice' });
      assert.deepEqual(yes([...before, forged]), yes(before));
    }),
  );
});

test('a bot never votes', () => {
  const bots = [
    comment(1, 1, '/lgtm', { isBot: true }),
    comment(2, 2, '/lgtm', { login: 'bob[bot]' }),
  ];
  assert.deepEqual(yes(bots), []);
});

test('an objection outlives its comment, until its author agrees in a new one', () => {
  const gone = comment(2, 3, '/reject no', { isDeleted: true });
  const both = [comment(1, 3, '/lgtm'), gone];
  assert.deepEqual(yes(both), []);
  assert.deepEqual(yes([...both, comment(3, 3, '/lgtm')]), ['carol']);
});
