import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** Ways to run a program, or a text as one. */
const RUNS =
  /['"](?:node:)?(?:child_process|vm|cluster|worker_threads)['"]|\beval\(|new Function\(|\bprocess\.(?:binding|dlopen)\b/;

test('no tag, branch or title can reach a shell: no program is ever run', async () => {
  const files = (await readdir(SRC, { recursive: true })).filter((file) => file.endsWith('.ts'));
  assert.ok(files.length > 100);
  const running: string[] = [];
  for (const file of files)
    if (RUNS.test(await readFile(join(SRC, file), 'utf8'))) running.push(file);
  assert.deepEqual(running, []);
});

test('the rule notices what it is for', () => {
  for (const text of [
    "import { execFile } from 'node:child_process';",
    "const { exec } = await import('child_process');",
    "import vm from 'node:vm';",
    'eval(text)',
    'new Function(text)()',
  ])
    assert.match(text, RUNS);
});
