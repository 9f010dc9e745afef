import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPlugins } from '../../src/plugin/load.ts';
import { readProcess } from '../../src/process/read.ts';

const plugins = await loadPlugins();

function complaints(people: string, ...options: readonly string[]): readonly string[] {
  const text = `product: app
artifacts: { app: { image: gcr.io/k8s-staging-app/app:v$version } }
people: { ${people} }
steps:
  - check: changelog
  - ${['check: staged', ...options].join('\n    ')}
`;
  const read = readProcess(text, plugins);
  return 'problems' in read
    ? read.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
    : [];
}

for (const people of ['owners: OWNERS, testers: [alice, bob]', 'testers: [alice, bob]'])
  test(`of { ${people} } one group is meant where none is named`, () => {
    assert.deepEqual(complaints(people), []);
  });

for (const people of ['testers: [alice, bob], writers: [carol]', ''])
  test(`of { ${people} } none is, so that one has to be named`, () => {
    assert.deepEqual(complaints(people), [
      '6:5 "confirmed-by" is missing: expected a group of "people", since none is called "owners"',
    ]);
  });

test('the group that is named must be there', () => {
  const people = 'testers: [alice, bob], writers: [carol]';
  assert.deepEqual(complaints(people, 'confirmed-by: writers'), []);
  assert.deepEqual(complaints(people, 'confirmed-by: writer'), [
    '7:19 unknown word "writer"; did you mean "writers"?',
  ]);
});
