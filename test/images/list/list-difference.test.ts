import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listDifference } from '../../../src/images/list/list-difference.ts';
import { exampleDigest, withDigests } from './example-digest.ts';

const [A, B, C] = ['a1', 'b2', 'c3'].map(exampleDigest);

test('lists that say the same do not differ, however they are written', () => {
  const before = withDigests(
    '- name: app\n  dmap:\n    "{a1}": ["v1", "v2"]\n    "{b2}": ["v3"]\n',
  );
  const after = withDigests(
    '# sorted\n- name: app\n  dmap:\n    {b2}: [v3]\n\n    {a1}:\n    - v2\n    - v1\n',
  );
  assert.deepEqual(listDifference(before, after), { added: [], removed: [], moved: [] });
});

test('what is new, gone and moved is told apart', () => {
  const before = withDigests(
    '- name: app\n  dmap:\n    "{a1}": ["v1", "v2"]\n    "{b2}": ["v3"]\n',
  );
  const after = withDigests(
    '- name: app\n  dmap:\n    "{a1}": ["v1", "v4"]\n    "{c3}": ["v2"]\n- name: web\n  dmap:\n    "{b2}": ["v3"]\n',
  );
  assert.deepEqual(listDifference(before, after), {
    added: [
      { image: 'app', digest: A, tags: ['v4'] },
      { image: 'app', digest: C, tags: ['v2'] },
      { image: 'web', digest: B, tags: ['v3'] },
    ],
    removed: [
      { image: 'app', digest: A, tags: ['v2'] },
      { image: 'app', digest: B, tags: ['v3'] },
    ],
    moved: [{ image: 'app', tag: 'v2', from: A, to: C }],
  });
});

test('lists that only YAML can read are compared by YAML', () => {
  const before = withDigests('[{name: app, dmap: {"{a1}": [v1]}}]\n');
  const after = withDigests('- name: app\n  dmap:\n    "{a1}": ["v1"]\n    "{b2}": ["1.10"]\n');
  const { added, removed } = listDifference(before, after);
  assert.deepEqual([added, removed], [[{ image: 'app', digest: B, tags: ['1.10'] }], []]);
});
