import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

const CHECKOUT = {
  OWNERS: 'approvers: [leads]\nlabels: [root]\n',
  OWNERS_ALIASES: 'aliases: {leads: [Alice, bob]}\n',
  'src/OWNERS':
    'options: {no_parent_owners: true}\nfilters:\n  "[.]go$": {approvers: [carol], required_reviewers: [bob]}\n',
  'docs/a.md': '---\nreviewers: [carol]\n---\nText\n',
  'bad/OWNERS': 'approvers:\n- alice\naprovers: [bob]\n',
  'worse/OWNERS': 'approvers: ["\u212Aate"]\n',
  'vendor/a/b/OWNERS': 'approvers: [mallory]\n',
  '.github/CODEOWNERS': '* @alice\n/src/ @org/team carol@example.com\n/src/gen/\n',
  CODEOWNERS: '* @mallory\n',
};

let folder: string;
let root: string;
before(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'ringmaster-owners-')));
  root = join(folder, 'checkout');
  for (const [path, text] of Object.entries(CHECKOUT)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await mkdir(join(folder, 'outside'));
  await writeFile(join(folder, 'outside/OWNERS'), 'approvers: [mallory]\n');
  await symlink(join(folder, 'outside'), join(root, 'away'));
  await symlink('src', join(root, 'around'));
  await mkdir(join(root, 'linked'));
  await symlink(join(folder, 'outside/OWNERS'), join(root, 'linked/OWNERS'));
});
after(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function owners(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, 'owners', ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
    child.stdin?.end(input);
  });
}

async function ownersOf(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await owners(['--root', root, ...args]);
  assert.deepEqual([code, err], [0, '']);
  return JSON.parse(out);
}

const ROOT = {
  approvers: ['alice', 'bob'],
  reviewers: [],
  requiredReviewers: [],
  labels: ['root'],
  from: ['OWNERS'],
};

test('owners are printed by path, with the files that decided', async () => {
  const { code, out, err } = await owners(['--root', root, 'src/a.go', '9', './docs/a.md', '10']);
  assert.deepEqual([code, err], [0, '']);
  assert.deepEqual(
    [...out.matchAll(/^ {2}"(.*)":/gm)].map(([, path]) => path),
    ['./docs/a.md', '10', '9', 'src/a.go'],
  );
  assert.deepEqual(JSON.parse(out), {
    './docs/a.md': ROOT,
    '10': ROOT,
    '9': ROOT,
    'src/a.go': {
      approvers: ['carol'],
      reviewers: [],
      requiredReviewers: ['bob'],
      labels: ['root'],
      from: ['src/OWNERS', 'OWNERS'],
    },
  });
});

test('paths may come from standard input, a line each', async () => {
  const { code, out } = await owners(['--root', root, '-', 'b'], 'a\r\n\nwith blank\n');
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(out), { a: ROOT, b: ROOT, 'with blank': ROOT });
  assert.equal((await owners(['--root', root, '-'])).out, '{}\n');
});

test('what lies behind a link or in a denied directory owns nothing', async () => {
  const paths = ['away/x', 'around/a.go', 'vendor/a/b/c'];
  const found = await ownersOf(...paths);
  for (const path of paths) assert.deepEqual(found[path], ROOT, path);
});

test('a Markdown file names its own owners where that is asked for', async () => {
  const found = await ownersOf('--markdown', 'docs/a.md');
  assert.deepEqual(found['docs/a.md'], {
    ...ROOT,
    reviewers: ['carol'],
    from: ['docs/a.md', 'OWNERS'],
  });
});

test('every broken file that decides is named with the reason, and nothing is printed', async () => {
  const { code, out, err } = await owners(['--root', root, 'a', 'bad/x/y', 'linked/a', 'worse']);
  assert.deepEqual([code, out], [1, '']);
  assert.deepEqual(err.trimEnd().split('\n'), [
    'bad/OWNERS cannot be trusted: line 3: it has the unknown key "aprovers"; did you mean "approvers"?',
    'linked/OWNERS cannot be trusted: it is a symbolic link',
    'worse/OWNERS cannot be trusted: line 1: "\u212Aate" is no login on GitHub',
  ]);
});

test('the last fitting line of CODEOWNERS is printed, as GitHub finds it', async () => {
  const from = '.github/CODEOWNERS';
  assert.deepEqual(await ownersOf('--codeowners', 'a', 'src/x', 'src/gen/y'), {
    a: { owners: ['@alice'], line: 1, pattern: '*', from },
    'src/gen/y': { owners: [], line: 3, pattern: '/src/gen/', from },
    'src/x': { owners: ['@org/team', 'carol@example.com'], line: 2, pattern: '/src/', from },
  });
  const none = await owners(['--root', join(root, 'src'), '--codeowners', 'a']);
  assert.equal(none.code, 1);
  assert.match(none.err, /there is none of \.github\/CODEOWNERS/);
});

const WRONG: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no path', [], /at least one path/],
  ['a path out of the checkout', ['../x'], /"\.\.\/x" is no path from DIR downwards/],
  ['a path out and in again', ['a/../../checkout/b'], /is no path from DIR/],
  ['an absolute path', ['/etc/passwd'], /is no path from DIR/],
  ['an unknown option', ['--rot', 'x'], /--rot/],
  ['options that exclude each other', ['--markdown', '--codeowners', 'x'], /says nothing about/],
];

for (const [title, args, reason] of WRONG)
  test(`${title} is wrong usage`, async () => {
    const { code, out, err } = await owners(['--root', root, ...args]);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, reason);
    assert.match(err, /Usage:/);
  });

test('a root that is no directory is told', async () => {
  const file = await owners(['--root', join(root, 'OWNERS'), 'x']);
  assert.deepEqual(
    [file.code, file.err.split('\n')[0]],
    [2, `ringmaster: --root ${join(root, 'OWNERS')} is no directory`],
  );
  const none = await owners(['--root', join(root, 'none'), 'x']);
  assert.equal(none.code, 1);
  assert.match(none.err, /^ringmaster: ENOENT[^\n]*\n$/);
});
