import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readPort } from './interactive.ts';

test('a port is a number', () => {
  assert.equal(readPort('8080'), 8080);
  for (const written of ['', '-1', '65536', '80a', '1e3'])
    assert.throws(() => readPort(written), /--port takes a number/);
});

test('Ctrl-C ends the demo with status 1 while the release goes on, however often', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--interactive'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    // Impatient people press it again.
    if (/^Open this page|^Interrupted/.test(line)) child.kill('SIGINT');
  }
  assert.deepEqual(await exit, [1, null]);
  assert.equal(lines.at(-1), 'Interrupted: the release is not complete.');
});
