import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { setVersions } from '../../src/version-refs/set-versions.ts';
import { declaring } from './declared.ts';

const FROM = 'dependencies.yaml';

const DECLARED = `# What we are
dependencies:
  # the release
  - name: "app"
    version: 4.5.1   # no v here
    refPaths:
    - path: VERSION
  - {name: image, version: 'v4.5.1-0', refPaths: [{path: cloudbuild.yaml, match: "_IMG_VERSION: 'v[0-9]+"}]}
  - name: "go"
    version: 1.26
    refPaths:
    - path: Dockerfile
      match: FROM golang:\\d+
`;

const FILES = {
  [FROM]: DECLARED,
  VERSION: '4.5.1\n',
  'cloudbuild.yaml': "a: 1\r\n  _IMG_VERSION: 'v4.5.1-0'\r\n# v4.5.1-0 is old",
  Dockerfile: 'FROM golang:1.26-trixie\nRUN echo 4.5.1\n',
};

function set(
  files: Readonly<Record<string, string>>,
  ...wanted: readonly (readonly [string, string])[]
) {
  const repository = { from: FROM, files: new Map(Object.entries(files)) };
  return setVersions(
    repository,
    wanted.map(([name, version]) => ({ name, version })),
  );
}

test('a version is set where it is declared and where it is written, and nowhere else', () => {
  const { files, changes } = set(FILES, ['app', '4.5.2']);
  assert.deepEqual(Object.fromEntries(files), {
    [FROM]: DECLARED.replace('4.5.1   #', '4.5.2   #'),
    VERSION: '4.5.2\n',
  });
  assert.deepEqual(changes, [
    {
      path: FROM,
      line: 5,
      before: '    version: 4.5.1   # no v here',
      after: '    version: 4.5.2   # no v here',
    },
    { path: 'VERSION', line: 1, before: '4.5.1', after: '4.5.2' },
  ]);
});

test('line ends, quotes and the missing final newline stay', () => {
  const { files } = set(FILES, ['image', 'v4.6.0-0']);
  assert.equal(
    files.get('cloudbuild.yaml'),
    "a: 1\r\n  _IMG_VERSION: 'v4.6.0-0'\r\n# v4.5.1-0 is old",
  );
  assert.match(files.get(FROM) ?? '', /\{name: image, version: 'v4\.6\.0-0', refPaths/);
});

test('several versions are set in one go', () => {
  const { files } = set(FILES, ['app', '4.5.2'], ['image', 'v4.5.2-0'], ['go', '1.30']);
  assert.match(files.get(FROM) ?? '', /version: 4\.5\.2 {3}#.*'v4\.5\.2-0'.*version: 1\.30\n/s);
  assert.equal(files.get('Dockerfile'), 'FROM golang:1.30-trixie\nRUN echo 4.5.1\n');
});

test('a version that YAML would take for something else is put in quotes', () => {
  const { files } = set(FILES, ['app', 'null']);
  assert.match(files.get(FROM) ?? '', /version: "null" {3}# no v here\n/);
});

test('the same version again changes nothing', () => {
  assert.deepEqual(set(FILES, ['app', '4.5.1']), { files: new Map(), changes: [] });
});

test('an edit that somebody began is finished', () => {
  const { files } = set({ ...FILES, VERSION: '4.5.2\n' }, ['app', '4.5.2']);
  assert.deepEqual([...files.keys()], [FROM]);
});

test('a v that is wanted and stands there already is not doubled', () => {
  const { files } = set({ ...FILES, VERSION: 'v4.5.1\n' }, ['app', 'v4.5.1']);
  assert.deepEqual([...files.keys()], [FROM]);
});

test('a file that refers to itself is set in both places', () => {
  const text = `${declaring([
    { name: 'a', version: '1.0.0', refPaths: [{ path: FROM, match: '^# is' }] },
  ])}# is 1.0.0\n`;
  const { files } = set({ [FROM]: text }, ['a', '1.1.0']);
  assert.equal(files.get(FROM), text.replaceAll('1.0.0', '1.1.0'));
});

const SHARED = {
  [FROM]: declaring([
    { name: 'a', version: '1.0.0', refPaths: [{ path: 'f', match: 'go' }] },
    { name: 'b', version: '1.0.0', refPaths: [{ path: 'f', match: 'go' }] },
  ]),
  f: 'go 1.0.0\n',
};

test('entries that share a line are set together', () => {
  assert.equal(set(SHARED, ['a', '1.1.0'], ['b', '1.1.0']).files.get('f'), 'go 1.1.0\n');
});

test('what is wrong elsewhere already is no reason to refuse', () => {
  const { files } = set({ ...FILES, Dockerfile: 'FROM golang:1.20\n' }, ['app', '4.5.2']);
  assert.equal(files.get('VERSION'), '4.5.2\n');
});

const REFUSED: readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  readonly (readonly [string, string])[],
  RegExp,
])[] = [
  ['no such entry', FILES, [['ap', '1']], /there is no dependency "ap"/],
  [
    'two entries of one name',
    { [FROM]: 'dependencies: [{name: a, version: 1}, {name: a, version: 2}]' },
    [['a', '3']],
    /2 dependencies have the name "a"/,
  ],
  ['no file that declares', { VERSION: '1' }, [['app', '2']], /dependencies\.yaml does not exist/],
  [
    'a mistake in it',
    { [FROM]: 'dependencies:\n- nam: a' },
    [['a', '2']],
    /dependencies\.yaml:2: unknown key "nam"/,
  ],
  ['a blank in the version', FILES, [['app', '4.5 2']], /"4\.5 2" is no version/],
  ['a line break in the version', FILES, [['app', '4\n- name: x']], /is no version/],
  ['no version', FILES, [['app', '']], /"" is no version/],
  ['a file that is not there', { [FROM]: DECLARED }, [['app', '4.5.2']], /VERSION does not exist/],
  [
    'a line that holds another version',
    { ...FILES, VERSION: '4.4.0\n' },
    [['app', '4.5.2']],
    /VERSION:1 would read "4\.4\.0", and not 4\.5\.2/,
  ],
  [
    'a line that holds it only as a part',
    { ...FILES, VERSION: '14.5.10\n' },
    [['app', '4.5.2']],
    /VERSION:1 would read "14\.5\.10"/,
  ],
  [
    'a line that holds a version of the series',
    { ...FILES, Dockerfile: 'FROM golang:1.26.5\n' },
    [['go', '1.27']],
    /Dockerfile:1 would read "FROM golang:1\.26\.5", and not 1\.27/,
  ],
  [
    'a pattern that does not fit the new version',
    FILES,
    [['image', '4.6.0-0']],
    /no line of cloudbuild\.yaml would match/,
  ],
  [
    'a broken pattern',
    { [FROM]: DECLARED.replace('golang:\\d+', 'golang:('), ...{ Dockerfile: 'x' } },
    [['go', '1.27']],
    /the pattern for Dockerfile is wrong: missing closing/,
  ],
  [
    'another entry that shares the line',
    SHARED,
    [['a', '1.1.0']],
    /"b" \(1\.0\.0\) would no longer agree with f:1/,
  ],
  [
    'an alias that others follow',
    { [FROM]: 'dependencies: [{name: a, version: &v 1.0}, {name: b, version: *v}]' },
    [['b', '2.0']],
    /would say something else besides/,
  ],
  [
    'a version over several lines',
    { [FROM]: 'dependencies:\n- name: a\n  version: >-\n    1.0\n' },
    [['a', '2.0']],
    /written in a way that cannot be kept/,
  ],
];

for (const [title, files, wanted, reason] of REFUSED)
  test(`${title}: refused with the reason`, () => {
    assert.throws(
      () => set(files, ...wanted),
      (error: unknown) => {
        assert.ok(error instanceof RingmasterError);
        assert.equal(error.code, 'edit-refused');
        assert.match(error.message, reason);
        assert.match(error.advice ?? '', /\.$/);
        return true;
      },
    );
  });
