import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { loadPlugins } from '../../src/plugin/load.ts';
import { processJsonSchema } from '../../src/process/json-schema.ts';
import { readProcess } from '../../src/process/read.ts';

const plugins = await loadPlugins();

function withPromoter(...lines: readonly string[]) {
  return `product: app
artifacts: { app: { tag: v$version } }
people: { owners: OWNERS }
rings:
  propose:
    steps:
      - check: changelog
    promote:
      - ${lines.join('\n        ')}
  ship:
    steps:
      - publish: github-release
`;
}

function complaints(text: string): readonly string[] {
  const read = readProcess(text, plugins);
  return 'problems' in read
    ? read.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
    : [];
}

const isValid = new Ajv2020({ strict: false }).compile(Object(processJsonSchema(plugins)));

test('sign-offs open the next ring', () => {
  const text = withPromoter('approve: 2 owners', 'name: both', 'for: the plan');
  assert.deepEqual(complaints(text), []);
  assert.ok(isValid(parse(text)));
});

for (const [lines, expected] of [
  [
    ['publish: github-release'],
    '9:9 "promote" takes sign-offs and votes alone, such as "approve: 2 owners"; "publish" belongs under "steps"',
  ],
  [
    ['name: late', 'check: changelog'],
    '10:9 "promote" takes sign-offs and votes alone, such as "approve: 2 owners"; "check" belongs under "steps"',
  ],
  [
    ['approve: 2 owners', 'optional: true'],
    '10:9 "optional" is not for a sign-off that opens the next ring',
  ],
  [['approve: 2 owners', 'if: app'], '10:9 "if" is not for a sign-off that opens the next ring'],
] as const)
  test(`${lines.join(', ')} does not, in the file and in editors`, () => {
    const text = withPromoter(...lines);
    assert.deepEqual(complaints(text), [expected]);
    assert.equal(isValid(parse(text)), false);
  });
