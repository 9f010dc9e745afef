import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Masks } from '../stage/masks.ts';
import { golden } from '../support/golden.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Runs the demo as its users do. */
async function demo(...args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await exit;
  return { printed, complaints, status };
}

test('the demo conducts a whole release, and prints what people see', async (context) => {
  const { printed, complaints, status } = await demo('--fast');
  assert.deepEqual([status, complaints], [0, '']);
  golden(context, new Masks().apply(printed), new URL('demo.transcript.txt', import.meta.url));
});

test('--help tells what can be asked for', async () => {
  const { printed, status } = await demo('--help');
  assert.equal(status, 0);
  for (const option of ['--fast', '--interactive', '--port']) assert.ok(printed.includes(option));
});

test('what is not understood is answered in a line, with the way to the help', async () => {
  for (const [args, reason] of [
    [['--quick'], /--quick/],
    [['--interactive', '--port', 'x'], /--port takes a number/],
    [['now'], /now/],
  ] as const) {
    const { printed, complaints, status } = await demo(...args);
    assert.deepEqual([printed, status], ['', 2]);
    assert.match(complaints, reason);
    assert.match(complaints, /--help/);
    assert.ok(complaints.split('\n').length < 5, complaints);
  }
});
