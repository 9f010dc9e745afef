import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

const DECLARED = `# versions
dependencies:
- name: app
  version: 1.1.9 # ours
  refPaths:
  - path: VERSION
  - path: pkg/build.yaml
    match: "_IMG_VERSION: 'v"
- name: go
  version: 1.26
  refPaths:
  - path: go.mod
    match: ^go
`;

const FILES = {
  'dependencies.yaml': DECLARED,
  VERSION: '1.1.9',
  'pkg/build.yaml': "a: 1\r\n_IMG_VERSION: 'v1.1.9' # 1.1.9\r\n",
  'go.mod': 'module app\n\ngo 1.26.5\n',
};

let top: string;
let root: string;
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'ringmaster-version-refs-'));
  root = join(top, 'checkout');
  await put(FILES);
});
afterEach(() => rm(top, { recursive: true }));

async function put(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

function ringmaster(
  ...args: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [CLI, 'version-refs', ...args],
      { timeout: 30_000 },
      (error, out, err) => {
        const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
        resolve({ code, out, err });
      },
    );
  });
}

const check = (...args: readonly string[]) => ringmaster('check', '--root', root, ...args);
const set = (...args: readonly string[]) => ringmaster('set', '--root', root, ...args);

/** Every file of the checkout with its content, links and drafts included. */
async function contents(): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(root.length + 1), await readFile(path, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

test('a checkout that agrees is said to', async () => {
  assert.deepEqual(await check(), { code: 0, out: '3 references in 3 files agree\n', err: '' });
});

test('what is wrong is told with file and line, and the status is 1', async () => {
  await put({ VERSION: 'v1.1.90\n', 'go.mod': 'go 1.25\n' });
  const { code, out } = await check();
  assert.equal(code, 1);
  assert.equal(
    out,
    'VERSION:1: reads v1.1.90, of which 1.1.9 for “app” is only a part\n' +
      'go.mod:1: reads go 1.25, expected 1.26 for “go”\n',
  );
});

test('a version that is asked for is expected of the entries that are named', async () => {
  assert.equal((await check('--version', 'v1.1.9', '--name', 'app')).code, 0);
  const { code, out } = await check('--version', '1.2.0', '--name', 'app', '--name', 'chart');
  assert.equal(code, 1);
  assert.equal(
    out,
    'dependencies.yaml:4: “app” is 1.1.9, expected 1.2.0\ndependencies.yaml: has no entry “chart”\n',
  );
  assert.equal((await check('--version', '1.2.0')).out, 'dependencies.yaml: no entry says 1.2.0\n');
});

test('JSON says the same, and what zeitgeist would say', async () => {
  await put({ VERSION: '1.1.90' });
  const { code, out } = await check('--json');
  assert.equal(code, 1);
  const { ok, findings, zeitgeist, series, wrong } = JSON.parse(out);
  assert.equal(ok, false);
  assert.deepEqual(findings, [
    {
      dependency: 'app',
      expected: '1.1.9',
      path: 'VERSION',
      declared: 6,
      problem: 'trap',
      line: 1,
      reads: '1.1.90',
    },
  ]);
  assert.deepEqual(zeitgeist, { now: 'invalid', '0.5.4': 'ok' });
  assert.equal(series[0].reads, '1.26.5');
  assert.equal(wrong.length, 1);
});

test('mistakes of the file are told with line and column', async () => {
  await put({ 'dependencies.yaml': 'dependencies:\n- nme: a\n  version: 1\n' });
  const { code, out } = await check();
  assert.equal(code, 1);
  assert.match(
    out,
    /^dependencies\.yaml:2:3: unknown key "nme".*\ndependencies\.yaml:2:3: "name" is missing\n$/,
  );
  assert.equal(JSON.parse((await check('--json')).out).problems.length, 2);
});

test('nothing to check is nothing that agrees', async () => {
  await put({ 'dependencies.yaml': 'dependencies: []\n' });
  const { code, out } = await check();
  assert.deepEqual(
    [code, out],
    [1, 'dependencies.yaml: nothing says where a version is written\n'],
  );
  assert.equal((await check('--from', 'none.yaml')).out, 'none.yaml: does not exist\n');
});

test('without --write, the lines that would change are shown and none is changed', async () => {
  const { code, out, err } = await set('app', '1.2.0');
  assert.equal(code, 0);
  assert.equal(
    out,
    [
      '--- a/VERSION',
      '+++ b/VERSION',
      '@@ -1 +1 @@',
      '-1.1.9',
      '+1.2.0',
      '--- a/pkg/build.yaml',
      '+++ b/pkg/build.yaml',
      '@@ -2 +2 @@',
      "-_IMG_VERSION: 'v1.1.9' # 1.1.9",
      "+_IMG_VERSION: 'v1.2.0' # 1.2.0",
      '--- a/dependencies.yaml',
      '+++ b/dependencies.yaml',
      '@@ -4 +4 @@',
      '-  version: 1.1.9 # ours',
      '+  version: 1.2.0 # ours',
      '',
    ].join('\n'),
  );
  assert.equal(err, '3 lines in 3 files would change; --write changes them\n');
  assert.deepEqual(await contents(), FILES);
});

test('with --write the files change, and nothing else of them', async () => {
  await chmod(join(root, 'VERSION'), 0o775);
  const { code, err } = await set('app', '1.2.0', '--write');
  assert.deepEqual([code, err], [0, '3 lines in 3 files changed\n']);
  assert.deepEqual(await contents(), {
    ...FILES,
    'dependencies.yaml': DECLARED.replace('1.1.9', '1.2.0'),
    VERSION: '1.2.0',
    'pkg/build.yaml': "a: 1\r\n_IMG_VERSION: 'v1.2.0' # 1.2.0\r\n",
  });
  assert.equal((await stat(join(root, 'VERSION'))).mode & 0o777, 0o775);
  assert.equal((await check('--version', '1.2.0', '--name', 'app')).code, 0);
  assert.equal((await set('app', '1.2.0', '--write')).err, '0 lines in 0 files changed\n');
});

test('several entries are set in one go, and JSON tells the lines', async () => {
  await put({ 'go.mod': 'go 1.26\n' });
  const { out } = await set('app', '1.2.0', 'go', '1.27', '--json');
  const { changes, written } = JSON.parse(out);
  assert.equal(written, false);
  assert.deepEqual(changes.at(-1), {
    path: 'dependencies.yaml',
    line: 10,
    before: '  version: 1.26',
    after: '  version: 1.27',
  });
});

test('an edit that would leave a place behind is refused, and nothing is written', async () => {
  const { code, err, out } = await set('go', '1.27', '--write');
  assert.equal(code, 1);
  assert.equal(out, '');
  assert.match(
    err,
    /^ringmaster: go\.mod:3 would read "go 1\.26\.5", and not 1\.27\nCorrect that line/,
  );
  assert.deepEqual(await contents(), FILES);
});

test('no link is followed out of the checkout, neither by reading nor by writing', async () => {
  await writeFile(join(top, 'secret'), '1.1.9\n');
  await rm(join(root, 'VERSION'));
  await symlink('../secret', join(root, 'VERSION'));
  for (const run of [check(), set('app', '1.2.0', '--write')]) {
    const { code, err } = await run;
    assert.equal(code, 1);
    assert.match(err, /VERSION leads out of the directory/);
  }
  assert.equal(await readFile(join(top, 'secret'), 'utf8'), '1.1.9\n');
});

test('a neighbour whose name begins alike is outside, too', async () => {
  await mkdir(`${root}-2`);
  await writeFile(`${root}-2/VERSION`, '1.1.9\n');
  await rm(join(root, 'VERSION'));
  await symlink(`${root}-2/VERSION`, join(root, 'VERSION'));
  assert.match((await check()).err, /VERSION leads out of the directory/);
});

test('the file of entries is written last, so that what was begun can be finished', async () => {
  const own = `${DECLARED}# app: 1.1.9\n- name: self\n  version: 1.1.9\n  refPaths:\n  - path: dependencies.yaml\n    match: ^# app\n  - path: VERSION\n`;
  await put({ 'dependencies.yaml': own });
  const { out } = await set('self', '1.2.0', 'app', '1.2.0');
  assert.match(
    out,
    /^--- a\/VERSION\n(?:.*\n)+--- a\/pkg\/build.yaml\n(?:.*\n)+--- a\/dependencies\.yaml\n/,
  );
});

test('a folder that is a link out of the checkout is not entered', async () => {
  await mkdir(join(top, 'elsewhere'));
  await writeFile(join(top, 'elsewhere/build.yaml'), "_IMG_VERSION: 'v1.1.9'\n");
  await rm(join(root, 'pkg'), { recursive: true });
  await symlink('../elsewhere', join(root, 'pkg'));
  assert.match((await check()).err, /pkg\/build\.yaml leads out of the directory/);
});

test('a link inside the checkout is read, and not written', async () => {
  await put({ real: '1.1.9\n' });
  await rm(join(root, 'VERSION'));
  await symlink('real', join(root, 'VERSION'));
  assert.equal((await check()).code, 0);
  const { code, err } = await set('app', '1.2.0', '--write');
  assert.equal(code, 1);
  assert.match(err, /VERSION is reached through a symbolic link\nNothing was written/);
  assert.equal(await readFile(join(root, 'pkg/build.yaml'), 'utf8'), FILES['pkg/build.yaml']);
});

test('a named pipe is not waited for', async () => {
  await rm(join(root, 'VERSION'));
  await promisify(execFile)('mkfifo', [join(root, 'VERSION')]);
  const { code, err } = await check();
  assert.equal(code, 1);
  assert.match(err, /VERSION is no file/);
});

test('a file of more than a megabyte is not read', async () => {
  await put({ VERSION: Buffer.alloc(1024 * 1024 + 1, '1') });
  assert.match((await check()).err, /VERSION has more than 1048576 bytes/);
});

test('a file that is not UTF-8 is checked, and not written', async () => {
  const latin = Buffer.from("_IMG_VERSION: 'v1.1.9' # caf\xe9\n", 'latin1');
  await put({ 'pkg/build.yaml': latin });
  assert.equal((await check()).code, 0);
  assert.match(
    (await set('app', '1.2.0', '--write')).err,
    /pkg\/build\.yaml is not written in UTF-8/,
  );
  assert.deepEqual(await readFile(join(root, 'pkg/build.yaml')), latin);
});

test('what a file says does not command the terminal', async () => {
  await put({ VERSION: '\u001b]0;x\u0007\u001b[2J1.1.8\n' });
  const { out } = await check();
  assert.match(out, /‹U\+001B›/);
  assert.equal(out.includes('\u001b'), false);
});

const MISUSES: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /say "version-refs check" or "version-refs set"/],
  [['chek'], /say "version-refs check"/],
  [['check', '--name', 'app'], /--name needs --version/],
  [['check', '--lines', 'any'], /--lines takes "every" or "some"/],
  [['check', '--from', '../x'], /--from \.\.\/x leads out of the repository/],
  [['check', 'VERSION'], /Unexpected argument/],
  [['set'], /takes NAME and VERSION/],
  [['set', 'app'], /the version for "app" is missing/],
  [['set', 'app', '1', '--wirte'], /Unknown option '--wirte'/],
];

for (const [args, reason] of MISUSES)
  test(`"${args.join(' ')}" is wrong usage, with status 2`, async () => {
    const { code, err } = await ringmaster(...args);
    assert.equal(code, 2);
    assert.match(err, reason);
    assert.match(err, /Usage:\n {2}version-refs check/);
  });

test('a directory that is not there is said in one line', async () => {
  const { code, err } = await ringmaster('check', '--root', join(top, 'none'));
  assert.equal(code, 1);
  assert.match(err, /^ringmaster: ENOENT[^\n]*\n$/);
});
