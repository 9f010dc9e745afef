import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** A run, or a file of tests, takes seconds; one that is silent for so long never ends. */
const PATIENCE = 90_000;

/** Behind whatever else runs on the machine. */
const NICE = 10;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * What a script of this folder told last, before it ended or was given up.
 * @throws Error where it could not begin.
 */
export async function lastWordsOf<Message>(
  script: string,
  words: readonly string[],
): Promise<Message> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  // A child that believes itself to be a test of ours would not run any.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, [path, ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) setPriority(child.pid, NICE);
  const complaints = text(child.stderr);
  const last = await lastMessage<Message>(child);
  if (last === undefined) throw new Error(whatWentWrong(await complaints));
  return last;
}

async function lastMessage<Message>(child: Child): Promise<Message | undefined> {
  let last: Message | undefined;
  const giveUp = () => child.kill('SIGKILL');
  let watch = setTimeout(giveUp, PATIENCE);
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(watch);
    watch = setTimeout(giveUp, PATIENCE);
    if (line.startsWith(SIGN)) last = JSON.parse(line.slice(SIGN.length));
  }
  clearTimeout(watch);
  return last;
}

/** What a child tells its parent begins so; tests may print lines of their own. */
const SIGN = 'mutant: ';

/** Tells the parent something. */
export function tell(message: object): void {
  process.stdout.write(`${SIGN}${JSON.stringify(message)}\n`);
}

/** The line of a stack that says what went wrong. */
function whatWentWrong(complaints: string): string {
  const lines = complaints.split('\n');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? complaints.slice(0, 500);
}
