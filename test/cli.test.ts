import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const PROCESS = fileURLToPath(new URL('../src/processes/dra-example-driver.yml', import.meta.url));

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringmaster-cli-'));
});
after(() => rm(folder, { recursive: true }));

function ringmaster(
  ...args: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

test('a process is shown as its plan', async () => {
  const { code, out } = await ringmaster('check-config', PROCESS);
  assert.equal(code, 0);
  assert.match(
    out,
    /ring propose\n {2}check changelog\n {2}check file: with images only\n {2}approve: 2 of owners\n {2}then stage opens/,
  );
});

test('every mistake is told with file, line and column, and the status is 1', async () => {
  const path = join(folder, 'bad.yml');
  await writeFile(
    path,
    'product: app\nartifacts: {}\npeople: {}\nrings:\n  one:\n    steps:\n      - chek: tag\n',
  );
  const { code, err } = await ringmaster('check-config', path);
  assert.equal(code, 1);
  assert.equal(
    err,
    `${path}:2:12: "artifacts" reads {}: expected at least one thing to release\n` +
      `${path}:7:9: unknown word "chek"; did you mean "check"?\n`,
  );
});

test('a file that does not exist is said in one line, without a stack', async () => {
  const { code, err } = await ringmaster('check-config', join(folder, 'none.yml'));
  assert.equal(code, 1);
  assert.match(err, /^ringmaster: ENOENT[^\n]*\n$/);
});

for (const args of [[], ['help'], ['--help']])
  test(`"${args.join(' ')}" explains the commands`, async () => {
    const { code, out } = await ringmaster(...args);
    assert.equal(code, 0);
    assert.match(out, /check-config FILE/);
  });

test('an unknown command is refused with status 2', async () => {
  const { code, err } = await ringmaster('chek-config');
  assert.equal(code, 2);
  assert.match(err, /there is no command "chek-config"/);
});

test('the schema is JSON that knows the plug-ins', async () => {
  const { out } = await ringmaster('schema');
  const schema: unknown = JSON.parse(out);
  assert.match(JSON.stringify(schema), /"image-promotion"/);
});
