import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectMark } from '../../../src/show/marks.ts';
import type { CommentSeen, Scene, Thread } from '../../stage/scene.ts';
import { LISTS, PROJECT } from '../../stage/scenery.ts';
import { plansOf } from '../release-plan.ts';
import { onGithub } from './on-github.ts';

const [, plan] = plansOf(1);
const plans = plan === undefined ? [] : [plan];
const BOT = 'ringmaster[bot]';

function comment(id: number, body: string, author = BOT): CommentSeen {
  return { id, author, body, faces: author === BOT ? '' : '👍' };
}

const CARDS = [1, 2, 3].map((ring) =>
  comment(ring, `${effectMark(`e${ring}`)}\n### Ring ${ring} of 3 · a`),
);

function thread(part: Partial<Thread>): Thread {
  const about = { repository: PROJECT, number: 5, author: BOT, title: 'Release chart/0.1.1' };
  return { ...about, body: '', state: 'closed', diff: undefined, comments: CARDS, ...part };
}

const PULL = thread({
  repository: LISTS,
  number: 1,
  author: 'release-robot',
  title: 'Image promotion for dra-example-driver 0.1.1',
  state: 'merged',
  diff: '+',
  comments: [],
});
const TOLD = 'Driver: *dra-example-driver chart/0.1.1* is released';

function findingsIn(scene: Partial<Scene>): readonly string[] {
  const right = { threads: [thread({}), PULL], releases: [], messages: [TOLD] };
  return onGithub({ ...right, ...scene }, plans).findings;
}

test('a release that went well is found to have', () => {
  assert.deepEqual(findingsIn({}), []);
});

const twice = comment(9, `${effectMark('e1')}\nonce more`);
const cases: readonly (readonly [string, Partial<Scene>, RegExp])[] = [
  ['an effect twice', { threads: [thread({ comments: [...CARDS, twice] }), PULL] }, /^twice/],
  ['a second issue', { threads: [thread({}), thread({ comments: [] }), PULL] }, /^2 .*issue/],
  ['a lost card', { threads: [thread({ comments: CARDS.slice(1) }), PULL] }, /^0 .*ring 1/],
  ['a second promotion', { threads: [thread({}), PULL, PULL] }, /^2 .*promotion/],
  ['two announcements', { messages: [TOLD, TOLD] }, /^2 .*announcement/],
  ['no announcement', { messages: [] }, /^0 .*announcement/],
  ['an open issue', { threads: [thread({ state: 'open' }), PULL] }, /still open/],
  [
    'a command without a face',
    {
      threads: [
        thread({ comments: [...CARDS, { ...comment(9, '/lgtm', 'bob'), faces: '' }] }),
        PULL,
      ],
    },
    /^no face on #5 under “\/lgtm” of bob$/,
  ],
];

for (const [what, scene, expected] of cases)
  test(`${what} is found`, () => {
    const [found = '', ...others] = findingsIn(scene);
    assert.match(found, expected);
    assert.deepEqual(others, []);
  });
