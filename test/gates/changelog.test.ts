import assert from 'node:assert/strict';
import { test } from 'node:test';
import changelog from '../../src/gates/changelog.ts';
import { ask, candidate, view } from '../support/release.ts';

const CASES = [
  ['a merged pull request', {}, 'pass', '1 pull request by 1 person since v0.0.9'],
  [
    'commits without pull requests',
    { changes: [] },
    'pass',
    '3 commits since v0.0.9, none of them by a pull request',
  ],
  ['nothing at all', { changes: [], commits: 0 }, 'fail', 'nothing was merged since v0.0.9'],
  [
    'a first release',
    { since: undefined },
    'pass',
    '1 pull request by 1 person since the beginning',
  ],
] as const;

for (const [title, changes, state, reason] of CASES)
  test(`${title} is a ${state}`, async () => {
    const verdict = await ask(changelog, { release: view({ candidate: candidate(changes) }) });
    assert.deepEqual([verdict.state, verdict.reason], [state, reason]);
  });
