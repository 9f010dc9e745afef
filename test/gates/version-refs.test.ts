import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingmasterError } from '../../src/domain/errors.ts';
import { plain } from '../../src/domain/prose.ts';
import versionRefs from '../../src/gates/version-refs.ts';
import type { Code, Forge } from '../../src/plugin/forge.ts';
import type { ReleaseView } from '../../src/plugin/release-view.ts';
import {
  ask,
  COMMIT,
  candidate,
  OTHER_COMMIT,
  only,
  ports,
  release,
  view,
} from '../support/release.ts';
import { declaring, type Entry } from '../version-refs/declared.ts';

type Files = Readonly<Record<string, string>>;

/** A repository with files at the candidate's commit and at that of the last release, noting what is read. */
function repository(now: Files, before: Files = {}) {
  const read: string[] = [];
  const code = {
    file: async (commit: string, path: string) => {
      read.push(commit === COMMIT ? path : `${path} before`);
      const text = { [COMMIT]: now, [OTHER_COMMIT]: before }[commit]?.[path];
      return text === undefined ? undefined : { blob: 'b', text };
    },
  };
  return { read, open: { forge: only<Forge>('forge', { code: only<Code>('code', code) }) } };
}

const ARTIFACT = {
  name: 'kpromo',
  version: '1.2.0',
  tag: 'v1.2.0',
  image: 'gcr.io/app/app:v1.2.0-0',
};

/** A release of 1.2.0 after v1.1.9. */
function about(
  changes: { readonly first?: boolean; readonly artifact?: object } = {},
): ReleaseView {
  const artifact = { ...ARTIFACT, ...changes.artifact };
  const since = changes.first ? undefined : { tag: 'v1.1.9', commit: OTHER_COMMIT };
  return view({
    release: release({ artifacts: [artifact] }),
    candidate: candidate({ since }),
    artifact,
  });
}

async function judged(
  now: Files,
  {
    before,
    options = {},
    release: asking = about(),
  }: { before?: Files; options?: object; release?: ReleaseView } = {},
) {
  const verdict = await ask(versionRefs, {
    release: asking,
    options,
    open: repository(now, before).open,
  });
  const evidence = (verdict.evidence ?? []).flatMap(({ lines }) => lines.map(plain));
  return { ...verdict, evidence };
}

/** The entries of a product, in the two spellings, and one that is not its own. */
function entries(version: string): readonly Entry[] {
  return [
    { name: 'release', version, refPaths: [{ path: 'VERSION' }] },
    {
      name: 'image',
      version: `v${version}-0`,
      refPaths: [
        { path: 'cloudbuild.yaml', match: "_IMG_VERSION: 'v" },
        { path: 'status.sh', match: 'p_ IMG_VERSION v' },
      ],
    },
    { name: 'go', version: '1.26', refPaths: [{ path: 'status.sh', match: 'GO' }] },
  ];
}

function filesOf(version: string): Files {
  return {
    'dependencies.yaml': declaring(entries(version)),
    VERSION: `${version}\n`,
    'cloudbuild.yaml': `substitutions:\n  _IMG_VERSION: 'v${version}-0'\n`,
    'status.sh': `# status\np_ IMG_VERSION v${version}-0\np_ GO 1.26.5\n`,
  };
}

test('references that agree on this release pass, with what they say', async () => {
  const { state, reason, evidence } = await judged(filesOf('1.2.0'), { before: filesOf('1.1.9') });
  assert.equal(state, 'pass');
  assert.equal(reason, '4 references in 3 files agree; “release” is 1.2.0 and “image” is v1.2.0-0');
  assert.deepEqual(evidence, [
    'dependencies.yaml:3: “release” is 1.2.0',
    'dependencies.yaml:7: “image” is v1.2.0-0',
    'status.sh:3: 1.26.5 is one of 1.26 for “go”',
  ]);
});

test('each file is read once, and the file of entries once more, at the last release', async () => {
  const { read, open } = repository(filesOf('1.2.0'), filesOf('1.1.9'));
  await ask(versionRefs, { release: about(), open });
  assert.deepEqual(read, [
    'dependencies.yaml',
    'VERSION',
    'cloudbuild.yaml',
    'status.sh',
    'dependencies.yaml before',
  ]);
});

test('a file that is named in two ways is read once', async () => {
  const { read, open } = repository(filesOf('1.2.0'));
  const options = { from: 'dependencies.yaml', files: ['VERSION', 'cloudbuild.yaml:_IMG_VERSION'] };
  assert.equal((await ask(versionRefs, { release: about(), options, open })).state, 'pass');
  assert.deepEqual(read.toSorted(), [...new Set(read)].toSorted());
});

test('no more than ten files are asked for at once', async () => {
  const refPaths = Array.from({ length: 35 }, (_, at) => ({ path: `f${at}` }));
  const declared = declaring([{ name: 'a', version: '1.2.0', refPaths }]);
  let [underway, most] = [0, 0];
  const code = {
    file: async (_: string, path: string) => {
      underway += 1;
      most = Math.max(most, underway);
      await Promise.resolve();
      underway -= 1;
      return { blob: 'b', text: path === 'dependencies.yaml' ? declared : '1.2.0\n' };
    },
  };
  const open = { forge: only<Forge>('forge', { code: only<Code>('code', code) }) };
  const { state } = await ask(versionRefs, { release: about({ first: true }), open });
  assert.deepEqual([state, most], ['pass', 10]);
});

test('entries that still say the last version fail, although all places agree on it', async () => {
  const { state, reason, evidence, advice } = await judged(filesOf('1.1.9'), {
    before: filesOf('1.1.9'),
  });
  assert.equal(state, 'fail');
  assert.equal(
    reason,
    '2 things are wrong; the first: dependencies.yaml:3: “release” is 1.1.9, expected 1.2.0',
  );
  assert.deepEqual(evidence, [
    'dependencies.yaml:3: “release” is 1.1.9, expected 1.2.0',
    'dependencies.yaml:7: “image” is v1.1.9-0, expected v1.2.0-0',
  ]);
  assert.deepEqual(advice?.map(plain), [
    'correct them on the default branch, then an owner says /rc',
  ]);
});

test('an entry that was forgotten fails, because it said the last version before', async () => {
  const [first, ...others] = entries('1.1.9');
  const now = {
    ...filesOf('1.1.9'),
    VERSION: '1.2.0\n',
    'dependencies.yaml': declaring([
      { name: 'release', version: '1.2.0', refPaths: first?.refPaths ?? [] },
      ...others,
    ]),
  };
  const { state, reason } = await judged(now, { before: filesOf('1.1.9') });
  assert.equal(state, 'fail');
  assert.equal(reason, 'dependencies.yaml:7: “image” is v1.1.9-0, expected v1.2.0-0');
});

test('a revision that is not the one to be promoted fails', async () => {
  const now = filesOf('1.2.0');
  const revised = Object.fromEntries(
    Object.entries(now).map(([path, text]) => [path, text.replaceAll('v1.2.0-0', 'v1.2.0-1')]),
  );
  const { reason } = await judged(revised, { before: filesOf('1.1.9') });
  assert.equal(reason, 'dependencies.yaml:7: “image” is v1.2.0-1, expected v1.2.0-0');
});

test('a first release needs one entry that says its version', async () => {
  const first = { release: about({ first: true }) };
  assert.equal((await judged(filesOf('1.2.0'), first)).state, 'pass');
  const { state, reason } = await judged(filesOf('1.1.9'), first);
  assert.deepEqual(
    [state, reason],
    ['fail', 'no entry of dependencies.yaml says 1.2.0; names: tells which must, if any'],
  );
});

test('a last release whose file cannot be read asks for one entry, too', async () => {
  const before = { 'dependencies.yaml': 'deps: [' };
  assert.equal((await judged(filesOf('1.2.0'), { before })).state, 'pass');
  assert.equal((await judged(filesOf('1.1.9'), { before })).state, 'fail');
});

test('names say which entries count, and a name that is not there fails', async () => {
  const options = { names: ['image', 'chart'] };
  const { state, evidence } = await judged(filesOf('1.1.9'), { options });
  assert.equal(state, 'fail');
  assert.deepEqual(evidence, [
    'dependencies.yaml has no entry “chart”',
    'dependencies.yaml:7: “image” is v1.1.9-0, expected v1.2.0-0',
  ]);
});

test('with no names at all, only the places have to agree', async () => {
  const { state, reason } = await judged(filesOf('1.1.9'), { options: { names: [] } });
  assert.deepEqual([state, reason], ['pass', '4 references in 3 files agree']);
});

test('a version that is asked for is expected as it is', async () => {
  const options = { names: ['release'], version: '1.1.9' };
  assert.equal((await judged(filesOf('1.1.9'), { options })).state, 'pass');
  assert.equal((await judged(filesOf('1.2.0'), { options })).state, 'fail');
});

test('each wrong place is told with file and line, what it reads and what it should', async () => {
  const now = {
    ...filesOf('1.2.0'),
    VERSION: '1.2.0-rc.1\n',
    'cloudbuild.yaml': "_IMG_VERSION: 'v1.1.9-0'\n_IMG_VERSION: 'v11.2.0-0'\n",
    'status.sh': 'p_ GO 1.25\n',
  };
  const { state, reason, evidence } = await judged(now);
  assert.equal(state, 'fail');
  assert.match(reason, /^5 things are wrong; the first: VERSION:1 reads 1\.2\.0-rc\.1/);
  assert.deepEqual(evidence, [
    'VERSION:1 reads 1.2.0-rc.1, of which 1.2.0 for “release” is only a part',
    "cloudbuild.yaml:1 reads _IMG_VERSION: 'v1.1.9-0', expected v1.2.0-0 for “image”",
    "cloudbuild.yaml:2 reads _IMG_VERSION: 'v11.2.0-0', expected v1.2.0-0 for “image”",
    'status.sh has no line for “image”, expected v1.2.0-0',
    'status.sh:1 reads p_ GO 1.25, expected 1.26 for “go”',
  ]);
});

const ONE = (refPath: object, version = '1.2.0') =>
  `dependencies: [{name: app, version: ${version}, refPaths: [${JSON.stringify(refPath)}]}]`;

const FAILS: readonly (readonly [string, Files, string])[] = [
  ['no file of entries', {}, 'dependencies.yaml does not exist at this commit'],
  [
    'an unknown key',
    { 'dependencies.yaml': 'dependencies:\n- nam: a\n  name: b\n  version: 1.2.0' },
    'dependencies.yaml:2:3: unknown key "nam"; known here: name, version, scheme, sensitivity, upstream, refPaths',
  ],
  [
    'an entry without references',
    { 'dependencies.yaml': 'dependencies: [{name: a, version: 1.2.0}]' },
    'nothing says where a version is written',
  ],
  [
    'a file that is not there',
    { 'dependencies.yaml': ONE({ path: 'gone' }) },
    'gone does not exist, but “app” refers to it',
  ],
  [
    'a path that leads out',
    { 'dependencies.yaml': ONE({ path: '../x' }) },
    'dependencies.yaml:1:63: "path" reads ../x: it leads out of the repository with ".."',
  ],
  [
    'a broken pattern',
    { 'dependencies.yaml': ONE({ path: 'x', match: '(' }), x: '' },
    'dependencies.yaml:1 has a wrong pattern for “app”: missing closing ): `(`',
  ],
  [
    'an empty file',
    { 'dependencies.yaml': ONE({ path: 'x' }), x: '' },
    'x has no line for “app”, expected 1.2.0',
  ],
  [
    'a blank line',
    { 'dependencies.yaml': ONE({ path: 'x', match: '.*' }), x: '1.2.0\n\n' },
    'x:2 is blank, expected 1.2.0 for “app”',
  ],
];

for (const [title, files, expected] of FAILS)
  test(`${title} fails with the reason`, async () => {
    const { state, reason } = await judged(files);
    assert.deepEqual([state, reason], ['fail', expected]);
  });

test('one line of several is enough where the process says so', async () => {
  const files = { 'dependencies.yaml': ONE({ path: 'x', match: 'V' }), x: 'V 1.2.0\nV 1.1.0\n' };
  assert.equal((await judged(files)).state, 'fail');
  assert.equal((await judged(files, { options: { lines: 'some' } })).state, 'pass');
});

test('files that say the version by themselves need no file of entries', async () => {
  const options = { files: ['VERSION', 'Chart.yaml:appVersion', 'cloudbuild.yaml:_IMG_VERSION'] };
  const files = { ...filesOf('1.2.0'), 'Chart.yaml': 'version: 0.1.0\nappVersion: "v1.2.0"\n' };
  const { state, reason, evidence } = await judged(files, { options });
  assert.equal(state, 'pass');
  assert.equal(reason, 'VERSION is 1.2.0, Chart.yaml is v1.2.0 and cloudbuild.yaml is v1.2.0-0');
  assert.equal(evidence[2], 'cloudbuild.yaml: substitutions._IMG_VERSION is v1.2.0-0');
  const wrong = await judged(
    { 'Chart.yaml': 'appVersion: 1.1.9', 'cloudbuild.yaml': 'a: [' },
    { options },
  );
  assert.equal(wrong.state, 'fail');
  assert.equal(wrong.evidence[0], 'VERSION does not exist');
  assert.equal(wrong.evidence[1], 'Chart.yaml: appVersion is 1.1.9, expected 1.2.0');
  assert.match(wrong.evidence[2] ?? '', /^cloudbuild\.yaml cannot be read/);
});

test('a file that cannot be read makes it an error, not a fail', async () => {
  const code = {
    file: async (_: string, path: string) => {
      if (path === 'dependencies.yaml') return { blob: 'b', text: ONE({ path: 'huge' }) };
      throw new RingmasterError('outside-garbled', `${path} is no text file of at most 1 MiB`);
    },
  };
  const open = { forge: only<Forge>('forge', { code: only<Code>('code', code) }) };
  await assert.rejects(ask(versionRefs, { release: about(), open }), /huge is no text file/);
});

test('more files than a look may cost make it an error', async () => {
  const refPaths = Array.from({ length: 201 }, (_, at) => ({ path: `f${at}` }));
  const { read, open } = repository({
    'dependencies.yaml': declaring([{ name: 'a', version: '1.2.0', refPaths }]),
  });
  await assert.rejects(ask(versionRefs, { release: about(), open }), /refers to 201 files/);
  assert.equal(read.length, 1);
});

test('what is noted of a look is small, however much is wrong', async () => {
  const files = {
    'dependencies.yaml': ONE({ path: 'x', match: 'V' }),
    x: `V ${'x'.repeat(500)}\n`.repeat(1_000),
  };
  const { data, verdict } = await versionRefs.ask({
    release: about(),
    options: {},
    ports: ports(repository(files).open),
    now: '2026-05-04T09:12:00.000Z',
  });
  assert.ok(JSON.stringify(data).length < 10_000);
  assert.match(plain(verdict.reason), /^1000 things are wrong/);
  assert.equal(plain(verdict.evidence?.[0]?.lines.at(-1) ?? []), 'and 990 more');
});

const MISTAKES: readonly (readonly [object, RegExp])[] = [
  [{ from: '../dependencies.yaml' }, /a file inside the repository/],
  [{ files: ['Chart.yaml'] }, /a value such as Chart\.yaml:appVersion/],
  [{ lines: 'any' }, /Invalid option/],
];

for (const [options, reason] of MISTAKES)
  test(`${JSON.stringify(options)} is a mistake in the process`, () => {
    assert.match(versionRefs.options.safeParse(options).error?.message ?? '', reason);
  });
