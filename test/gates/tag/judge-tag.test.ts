import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plain } from '../../../src/domain/prose.ts';
import { judgeTag } from '../../../src/gates/tag/judge-tag.ts';
import { COMMIT } from '../../support/release.ts';

function judged(message: string) {
  const found = {
    name: 'v0.1.0',
    ref: { name: 'v0.1.0', object: 'o1', kind: 'annotated' },
    object: {
      name: 'v0.1.0',
      target: { kind: 'commit', id: COMMIT },
      message,
      signed: undefined,
    },
    signature: undefined,
    misnamed: [],
  } as const;
  const wanted = { signedBy: undefined, changelog: true };
  return judgeTag(found, wanted, { commit: COMMIT, changes: [12] });
}

describe('a tag’s message names a pull request', () => {
  for (const message of [
    '#12',
    '- Share devices (#12)',
    'Two at once: #11,#12.',
    '[#12](https://github.test/acme/app/pull/12)',
    'kubernetes/kubernetes#12, and our #12',
  ])
    test(`in "${message}"`, () => {
      assert.equal(judged(message).state, 'pass');
    });

  for (const message of [
    'kubernetes/kubernetes#12',
    'acme/app.#12',
    'acme/app-#12',
    'app#12',
    'https://example.org/#12',
    '#123',
    '#12a',
    '12',
  ])
    test(`not in "${message}"`, () => {
      const { state, reason } = judged(message);
      assert.deepEqual([state, plain(reason)], ['fail', 'the message of v0.1.0 lacks #12']);
    });
});
