import assert from 'node:assert/strict';
import { test } from 'node:test';
import issueComment from '../../src/handlers/issue-comment.ts';
import { placesOf, SITE, testHostile } from '../support/payloads.ts';

const ALICE = { id: 1, login: 'alice', type: 'User' };
const COMMENT = {
  action: 'created',
  issue: { number: 5 },
  comment: {
    id: 11,
    body: '/lgtm',
    created_at: '2026-05-04T09:12:00Z',
    updated_at: '2026-05-04T09:13:00Z',
    user: ALICE,
  },
  sender: ALICE,
};

test('a comment is handed on letter for letter, with whoever did what', () => {
  const edited = {
    ...COMMENT,
    action: 'edited',
    sender: { id: 4, login: 'mallory', type: 'User' },
  };
  assert.deepEqual(issueComment.places({ ...SITE, ...edited })?.places, [
    {
      at: 'comment',
      isBot: false,
      comment: {
        id: 11,
        issue: 5,
        author: { id: 1, login: 'alice' },
        body: '/lgtm',
        at: '2026-05-04T09:12:00.000Z',
        change: 'edited',
        by: { id: 4, login: 'mallory' },
        changedAt: '2026-05-04T09:13:00.000Z',
      },
    },
  ]);
});

test('whatever is no plain user is a bot', () => {
  for (const type of ['Bot', 'Organization', 'Mannequin']) {
    const said = { ...COMMENT, comment: { ...COMMENT.comment, user: { ...ALICE, type } } };
    const [place] = issueComment.places({ ...SITE, ...said })?.places ?? [];
    assert.ok(place?.at === 'comment' && place.isBot);
  }
});

test('a comment on a pull request is passed over', () => {
  const payload = { ...COMMENT, issue: { number: 5, pull_request: {} } };
  assert.deepEqual(placesOf(issueComment, payload), []);
});

test('a comment by a deleted account, without a moment, or with a number for a body', () => {
  for (const change of [{ user: null }, { created_at: 'yesterday' }, { body: 7 }, { id: 1.5 }]) {
    const payload = { ...SITE, ...COMMENT, comment: { ...COMMENT.comment, ...change } };
    assert.equal(issueComment.places(payload), undefined);
  }
});

testHostile(issueComment);
