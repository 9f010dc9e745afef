import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDependencies } from '../../src/version-refs/read-dependencies.ts';

function dependencies(text: string) {
  const read = readDependencies(text);
  assert.ok('dependencies' in read, JSON.stringify(read));
  return read.dependencies;
}

/** `line:column message`, as people read it. */
function problems(text: string): readonly string[] {
  const read = readDependencies(text);
  assert.ok('problems' in read, JSON.stringify(read));
  return read.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test('an entry is read with everything that zeitgeist knows, and where it stands', () => {
  const text = `# versions
dependencies:
  - name: "app"   # the product
    version: 1.30
    scheme: alpha
    sensitivity: minor
    upstream:
      flavour: github
      url: acme/app
    refPaths:
      - path: ./VERSION
      - path: hack/verify.sh
        match: VERSION=v(?P<major>\\d+)
`;
  const [app] = dependencies(text);
  assert.ok(app !== undefined);
  const { upstream, written, ...rest } = app;
  assert.deepEqual(rest, {
    name: 'app',
    version: '1.30',
    scheme: 'alpha',
    sensitivity: 'minor',
    line: 4,
    references: [
      { path: 'VERSION', match: undefined, line: 11 },
      { path: 'hack/verify.sh', match: 'VERSION=v(?P<major>\\d+)', line: 12 },
    ],
  });
  assert.deepEqual(
    [...upstream],
    [
      ['flavour', 'github'],
      ['url', 'acme/app'],
    ],
  );
  assert.equal(text.slice(written.from, written.to), '1.30');
});

for (const version of ['1.10', '010', '0x1f', '1e3', 'true', '2024-01-01', '1_000', '.5'])
  test(`a version ${version} stays as it is written`, () => {
    const [app] = dependencies(`dependencies: [{name: a, version: ${version}}]`);
    assert.equal(app?.version, version);
  });

test('semver is the scheme of whatever names none', () => {
  assert.equal(dependencies('dependencies: [{name: a, version: 1}]')[0]?.scheme, 'semver');
});

test('a file may declare nothing', () => {
  assert.deepEqual(dependencies('dependencies:\n'), []);
  assert.deepEqual(dependencies('dependencies: []'), []);
});

test('an alias stands for what it names', () => {
  const [a, b] = dependencies(
    'dependencies:\n- {name: a, version: &v 1.2, refPaths: &r [{path: x}]}\n- {name: b, version: *v, refPaths: *r}\n',
  );
  assert.deepEqual([b?.version, b?.references.map(({ path }) => path)], [a?.version, ['x']]);
});

test('an unknown key is named with its line, wherever it stands', () => {
  assert.deepEqual(
    problems(
      'deps: []\ndependencies:\n- name: a\n  version: 1\n  refpaths: []\n- name: b\n  version: 2\n  refPaths:\n  - path: x\n    macth: y\n',
    ),
    [
      '1:1 unknown key "deps"; known here: dependencies',
      '5:3 unknown key "refpaths"; known here: name, version, scheme, sensitivity, upstream, refPaths',
      '10:5 unknown key "macth"; known here: path, match',
    ],
  );
});

const ONE = (entry: string) => `dependencies:\n- ${entry}`;

const WRONG: readonly (readonly [string, string, string])[] = [
  ['an empty file', '', '1:1 the file is no map of keys and values'],
  ['a list at the top', '- a', '1:1 the file is no map of keys and values'],
  ['no list', 'dependencies: {}', '1:15 "dependencies" is no list'],
  ['no dependencies', '{}', '1:1 "dependencies" is missing'],
  ['a text for an entry', ONE('app'), '2:3 a dependency is no map of keys and values'],
  ['an empty entry', ONE(''), '2:3 a dependency is no map of keys and values'],
  ['no name', ONE('version: 1'), '2:3 "name" is missing'],
  ['no version', ONE('name: a'), '2:3 "version" is missing'],
  ['an empty version', ONE('{name: a, version: ""}'), '2:22 "version" is missing'],
  ['nothing for a version', ONE('{name: a, version: ~}'), '2:22 "version" is missing'],
  ['a map for a version', ONE('{name: a, version: {}}'), '2:22 "version" is no text'],
  [
    'a version of two lines',
    ONE('{name: a, version: "1\\n2"}'),
    '2:22 "version" holds a control character',
  ],
  [
    'an unknown scheme',
    ONE('{name: a, version: 1, scheme: semvre}'),
    '2:33 "scheme" reads semvre: expected semver, alpha, random',
  ],
  [
    'a text for references',
    ONE('{name: a, version: 1, refPaths: x}'),
    '2:35 "refPaths" is no list',
  ],
  ['no path', ONE('{name: a, version: 1, refPaths: [{match: x}]}'), '2:36 "path" is missing'],
  [
    'a path that leads out',
    ONE('{name: a, version: 1, refPaths: [{path: ../x}]}'),
    '2:43 "path" reads ../x: it leads out of the repository with ".."',
  ],
  [
    'a key twice',
    ONE('{name: a, version: 1, version: 2}'),
    '2:25 "version" stands in this map twice',
  ],
  ['a key that is a list', ONE('{name: a, version: 1, [x]: 2}'), '2:25 a key is no text'],
  [
    'a merge, which strict readers do not know',
    ONE('{name: a, version: 1, <<: {scheme: alpha}}'),
    '2:25 unknown key "<<"; known here: name, version, scheme, sensitivity, upstream, refPaths',
  ],
  ['an alias of nothing', ONE('{name: a, version: *v}'), '2:22 "v" stands for nothing'],
  ['a bracket that is not closed', ONE('{name: a'), '2:11 Flow map in block collection'],
  ['two documents', 'dependencies: []\n---\ndependencies: []\n', '2:1 Source contains multiple'],
];

for (const [title, text, expected] of WRONG)
  test(`${title} is a mistake, told with its place`, () => {
    const [first = ''] = problems(text);
    assert.ok(first.startsWith(expected), first);
  });

test('a value of the wrong kind is told once', () => {
  assert.deepEqual(problems('dependencies: [{name: [], version: {}}]'), [
    '1:23 "name" is no text',
    '1:36 "version" is no text',
  ]);
});

test('an alias of nothing is no list without references', () => {
  assert.deepEqual(problems('dependencies: [{name: a, version: 1, refPaths: *r}]'), [
    '1:48 "r" stands for nothing',
  ]);
});

const HOSTILE: readonly (readonly [string, string, RegExp])[] = [
  ['brackets without end', '['.repeat(100_000), /nested too deeply|Flow sequence/],
  ['lists without end', '- '.repeat(100_000), /nested too deeply/],
  ['a file of a megabyte', `dependencies: []\n${'#'.repeat(1_000_000)}`, /more than 262144/],
  [
    'aliases that unfold without end',
    `dependencies:\n- {name: a, version: 1, refPaths: &r [${'{path: x},'.repeat(4_000)}]}\n${'- {name: b, version: 1, refPaths: *r}\n'.repeat(1_000)}`,
    /more than 2000 dependencies or 5000 references/,
  ],
  [
    'an alias for each of many entries',
    `dependencies:\n- &a {name: a, version: 1}\n${'- *a\n'.repeat(500)}`,
    /too many aliases/,
  ],
  [
    'thousands of unknown keys',
    `{${Array.from({ length: 10_000 }, (_, at) => `k${at}: 1`)}}`,
    /unknown key "k0"/,
  ],
  [
    'a pattern of many kilobytes',
    ONE(`{name: a, version: 1, refPaths: [{path: x, match: ${'a'.repeat(5_000)}}]}`),
    /more than 4096 characters/,
  ],
];

for (const [title, text, reason] of HOSTILE)
  test(`${title}: a mistake, at once`, () => {
    const found = problems(text);
    assert.ok(
      found.some((each) => reason.test(each)),
      found[0],
    );
    assert.ok(found.length <= 50);
    assert.ok(found.join('').length < 20_000);
  });

test('what is told of a file does not command a terminal', () => {
  const found = problems('{"\\e[2J\\r": 1}');
  assert.match(found.at(-1) ?? '', /^1:2 unknown key "\uFFFD\[2J\uFFFD"/);
});

test('names of an object are names like others', () => {
  const [app] = dependencies(
    'dependencies: [{name: __proto__, version: constructor, upstream: {__proto__: x, toString: y}}]',
  );
  assert.deepEqual([app?.name, app?.version], ['__proto__', 'constructor']);
  assert.deepEqual([...(app?.upstream.keys() ?? [])], ['__proto__', 'toString']);
  assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
});
