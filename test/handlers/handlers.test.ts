import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import create from '../../src/handlers/create.ts';
import issueComment from '../../src/handlers/issue-comment.ts';
import issues from '../../src/handlers/issues.ts';
import pullRequest from '../../src/handlers/pull-request.ts';
import push from '../../src/handlers/push.ts';
import release from '../../src/handlers/release.ts';
import type { Handler } from '../../src/plugin/handler.ts';

const SITE = {
  repository: { id: 7, name: 'app', owner: { login: 'acme' } },
  installation: { id: 9 },
};

const ALICE = { id: 1, login: 'alice', type: 'User' };
const COMMENT = {
  action: 'created',
  issue: { number: 5 },
  comment: { id: 11, body: '/lgtm', created_at: '2026-05-04T09:12:00Z', user: ALICE },
  sender: ALICE,
};

const CASES: readonly (readonly [string, Handler, object, unknown])[] = [
  ['a pushed tag', push, { ref: 'refs/tags/v1' }, [{ at: 'tags' }]],
  ['a pushed branch', push, { ref: 'refs/heads/main' }, [{ at: 'repository' }]],
  ['a created tag', create, { ref_type: 'tag' }, [{ at: 'tags' }]],
  ['a created branch', create, { ref_type: 'branch' }, []],
  ['an issue', issues, { action: 'opened', issue: { number: 5 } }, [{ at: 'issue', number: 5 }]],
  [
    'a pull request',
    pullRequest,
    { pull_request: { head: { ref: 'ringmaster/x' } } },
    [{ at: 'branch', branch: 'ringmaster/x' }],
  ],
  ['a release', release, { action: 'published' }, [{ at: 'repository' }]],
  [
    'a comment on a pull request',
    issueComment,
    { ...COMMENT, issue: { number: 5, pull_request: {} } },
    [],
  ],
];

for (const [title, handler, payload, places] of CASES)
  test(`${title} says where to look, and nothing else`, () => {
    const found = handler.places({ ...SITE, ...payload });
    assert.deepEqual(found?.places, places);
    assert.deepEqual(found?.site, {
      repository: { id: 7, owner: 'acme', name: 'app' },
      installation: 9,
    });
  });

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

describe('a payload of another shape leads nowhere:', () => {
  const HOSTILE: readonly unknown[] = [
    null,
    undefined,
    42,
    'text',
    [],
    {},
    { ...SITE },
    { ...SITE, repository: null },
    { ...SITE, installation: undefined, ref: 'refs/tags/v1' },
    { ...SITE, repository: { ...SITE.repository, id: 'seven' }, ref: 'refs/tags/v1' },
    JSON.parse('{"__proto__": {"ref": "refs/tags/v1"}}'),
  ];
  for (const handler of [push, create, issues, issueComment, pullRequest])
    test(handler.on.join(' and '), () => {
      for (const payload of HOSTILE)
        assert.equal(handler.places(payload), undefined, JSON.stringify(payload));
    });

  test('a comment by a deleted account, without a moment, or with a number for a body', () => {
    for (const change of [{ user: null }, { created_at: 'yesterday' }, { body: 7 }, { id: 1.5 }]) {
      const payload = { ...SITE, ...COMMENT, comment: { ...COMMENT.comment, ...change } };
      assert.equal(issueComment.places(payload), undefined);
    }
  });
});
