import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPlugins } from '../../src/plugin/load.ts';
import { readProcess } from '../../src/process/read.ts';

const plugins = await loadPlugins();

for (const login of ['\u212Aate', 'm\u0131ke', 'a b', '-alice', 'alice_'])
  test(`${JSON.stringify(login)} in a list of people is a mistake, not nobody`, () => {
    const text = `product: app
artifacts: { app: { tag: v$version } }
people: { owners: [alice, ${JSON.stringify(login)}] }
rings: { ship: { steps: [{ approve: 1 owners }] } }
`;
    const read = readProcess(text, plugins);
    assert.ok('problems' in read, 'it was read as if nothing were wrong');
    assert.equal(read.problems[0].line, 3);
  });
