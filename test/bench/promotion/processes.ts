import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { DONE, type Order } from './order.ts';

/** A process that makes promotions, already warm or not. */
export interface Promoter extends AsyncDisposable {
  /** @returns how long it took, in milliseconds. */
  promote(order: Order): Promise<number>;
}

/** Starts `ours` or `floor`. */
export function startPromoter(name: 'ours' | 'floor'): Promoter {
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), [], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`“${name}” ended`)));
  ended.catch(() => {});
  return {
    async promote(order) {
      child.send(order);
      const [message] = await Promise.race([once(child, 'message'), ended]);
      return DONE.parse(message).time;
    },
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      if (child.kill('SIGKILL')) await gone;
    },
  };
}

const CLI = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));
const MEMORY = new URL('report-memory.ts', import.meta.url).href;

/** What a whole run of the command line took: milliseconds, and megabytes at most. */
export interface Command {
  readonly time: number;
  readonly memory: number;
}

/**
 * Runs `ringmaster` as people do, in a process of its own that notes its peak memory.
 * @throws Error where it did not end well.
 */
export async function runCommand(
  args: readonly string[],
  { env, note }: { readonly env: Readonly<Record<string, string>>; readonly note: string },
): Promise<Command> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', MEMORY, CLI, ...args], {
    env: { PATH: process.env.PATH, ...env, MEMORY_NOTE: note },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const time = performance.now() - begun;
  if (child.exitCode !== 0) throw new Error(`it ended with ${child.exitCode}:\n${out}\n${err}`);
  const memory = Number(await readFile(note, 'utf8')) / 1024;
  await rm(note);
  return { time, memory };
}
