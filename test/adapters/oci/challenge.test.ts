import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChallenges } from '../../../src/adapters/oci/challenge.ts';

const READ = [
  ['Basic realm="a"', [['basic', { realm: 'a' }]]],
  ['BASIC Realm=a', [['basic', { realm: 'a' }]]],
  [
    'Bearer realm="https://a.example/t",service="a, b",scope="repository:x:pull,push"',
    [
      [
        'bearer',
        { realm: 'https://a.example/t', service: 'a, b', scope: 'repository:x:pull,push' },
      ],
    ],
  ],
  [
    'Negotiate, Bearer realm = "x" , service=y, Basic realm="z"',
    [
      ['negotiate', {}],
      ['bearer', { realm: 'x', service: 'y' }],
      ['basic', { realm: 'z' }],
    ],
  ],
  ['Basic realm="a \\"quoted\\" \\\\ word"', [['basic', { realm: 'a "quoted" \\ word' }]]],
  ['Bearer @@ realm="x"', [['bearer', {}]]],
  ['Bearer realm="never closed', [['bearer', {}]]],
  ['realm="x"', []],
  ['', []],
  ['=', []],
] as const;

for (const [header, expected] of READ) {
  test(`${JSON.stringify(header)} is read`, () => {
    const found = parseChallenges(header);
    assert.deepEqual(
      found.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]),
      expected,
    );
  });
}

test('several headers are read like one, and none is no challenge', () => {
  assert.deepEqual(
    parseChallenges(['Basic realm="a"', 'Bearer realm="b"']).map(({ scheme }) => scheme),
    ['basic', 'bearer'],
  );
  assert.deepEqual(parseChallenges(undefined), []);
});

test('a parameter named like an object member is a parameter', () => {
  const [challenge] = parseChallenges('Bearer __proto__="x", constructor=y');
  assert.equal(challenge?.parameters.get('__proto__'), 'x');
  assert.equal(challenge?.parameters.get('realm'), undefined);
});
